import { SkillsError } from '@skills/schema';
import type { SqlReader } from '../engine/sql-engine.ts';
import { toBigInt, toNullableNumber, toNumber, toText } from '../read/cell.ts';
import { type EventColumns, type EventField, eventFields, toEventColumns } from './event-columns.ts';

/** Keys `[fromKey, toKey)`. */
export type KeyRange = { readonly fromKey: bigint; readonly toKey: bigint };

export type LogPage = { readonly columns: EventColumns; readonly lastKey: bigint };

/**
 * The first events of a range of the log; `undefined` when there are none.
 *
 * A field is an array of JSON in one cell: a cell per event would take ten times as long to cross into JavaScript. Only
 * durations are cells, because some versions write a REAL into JSON with 15 digits.
 */
export async function readLogPage(
  reader: SqlReader,
  { fromKey, toKey }: KeyRange,
  { fields, limit }: { readonly fields: readonly EventField[]; readonly limit: number },
): Promise<LogPage | undefined> {
  const whole = fields.filter((field) => field !== 'durationSeconds');
  const durations = 'UNION ALL SELECT NULL, NULL, durationSeconds FROM page';
  const [row, ...cellRows] = await reader.all(
    `WITH page AS MATERIALIZED (
       SELECT e.event_key, ${fields.map((field) => `${eventFields[field].sql} AS ${field}`).join(', ')}
       FROM skill_event AS e WHERE e.event_key >= ?1 AND e.event_key < ?2
       ORDER BY e.event_key LIMIT ?3)
     SELECT count(*), max(event_key), json_array(${whole.map((field) => `json_group_array(${field})`).join(', ')})
     FROM page ${whole.length === fields.length ? '' : durations}`,
    [fromKey, toKey, limit],
  );
  const events = toNumber(row?.[0]);
  if (events === 0) return undefined;
  const arrays: unknown = JSON.parse(toText(row?.[2]));
  const numbers: Partial<Record<EventField, readonly number[]>> = {
    durationSeconds: cellRows.map(([, , seconds = null]) => toNullableNumber(seconds) ?? Number.NaN),
  };
  whole.forEach((field, index) => {
    const array: unknown = Array.isArray(arrays) ? arrays[index] : undefined;
    if (!Array.isArray(array)) throw new SkillsError('storage-corrupt', `field ${field} of the events is missing`);
    numbers[field] = array.map((value: unknown) => (typeof value === 'number' ? value : Number.NaN));
  });
  return { columns: toEventColumns(events, numbers), lastKey: toBigInt(row?.[1]) };
}

/** Every event of a range, page by page. */
export async function* readLog(
  reader: SqlReader,
  range: KeyRange,
  page: { readonly fields: readonly EventField[]; readonly limit: number },
): AsyncGenerator<EventColumns, void, void> {
  let { fromKey } = range;
  for (;;) {
    const read = await readLogPage(reader, { ...range, fromKey }, page);
    if (read === undefined) return;
    yield read.columns;
    if (read.columns.events < page.limit) return;
    fromKey = read.lastKey + 1n;
  }
}
