import { SkillsError } from '@skills/schema';
import type { SqlReader, SqlRow } from '../engine/sql-engine.ts';
import { toBigInt, toBytes, toNumber, toText } from '../read/cell.ts';
import {
  type EventColumns,
  type EventField,
  eventFields,
  everyEventField,
  type IdColumn,
  toEventColumns,
} from './event-columns.ts';
import { packColumn, type StoredColumn, unpackColumn, viewColumn } from './packed-column.ts';

/** The events of the keys `[startKey, endKey)`. */
export type Segment = { readonly startKey: bigint; readonly endKey: bigint; readonly events: number };

/** Those segments that are still as they were when the list was read. */
export async function readSegments(
  reader: SqlReader,
  segments: readonly Segment[],
  fields: readonly EventField[],
): Promise<ReadonlyMap<bigint, EventColumns>> {
  const numbers = fields.map((field) => eventFields[field].number);
  const rows = await reader.all(
    `SELECT s.start_key, s.end_key, s.events, c.field, c.format, c.base, c.body
     FROM event_segment AS s LEFT JOIN event_segment_column AS c
       ON c.start_key = s.start_key AND c.field IN (${numbers.join(', ')})
     WHERE s.stale = 0 AND s.start_key IN (${segments.map(({ startKey }) => startKey).join(', ')})`,
  );
  const found = Map.groupBy(rows, (row) => toBigInt(row[0]));
  const read = new Map<bigint, EventColumns>();
  for (const segment of segments) {
    const own = found.get(segment.startKey);
    if (own !== undefined && isUnchanged(own[0], segment)) {
      read.set(segment.startKey, toColumns(own, segment.events, fields));
    }
  }
  return read;
}

function isUnchanged(row: SqlRow | undefined, { endKey, events }: Segment): boolean {
  return row !== undefined && toBigInt(row[1]) === endKey && toNumber(row[2]) === events;
}

function toColumns(rows: readonly SqlRow[], events: number, fields: readonly EventField[]): EventColumns {
  if (events === 0) return toEventColumns(0, {});
  const numbers: Partial<Record<EventField, Int8Array | IdColumn | Float64Array>> = {};
  for (const row of rows) {
    const field = everyEventField.find((known) => eventFields[known].number === row[3]);
    if (field === undefined) continue;
    const packed = { format: toText(row[4]), base: toNumber(row[5]), body: toBytes(row[6]) };
    numbers[field] = toColumn(field, packed, events);
  }
  const missing = fields.find((field) => numbers[field] === undefined);
  if (missing !== undefined) throw new SkillsError('storage-corrupt', `a segment of events has no field ${missing}`);
  return toEventColumns(events, numbers);
}

function toColumn(field: EventField, packed: StoredColumn, events: number): Int8Array | IdColumn | Float64Array {
  if (field === 'completed') return unpackColumn(packed, new Int8Array(events));
  if (field === 'atMs' || field === 'durationSeconds') return unpackColumn(packed, new Float64Array(events));
  // Always of one type, whatever the ids of a segment: loops over ten million are then a third quicker.
  if (field === 'session') return unpackColumn(packed, new Int32Array(events));
  return viewColumn(packed, events) ?? unpackColumn(packed, new Int32Array(events));
}

/** The rows of `event_segment_column` for the fields of a segment. */
export function segmentColumnRows(
  startKey: bigint,
  columns: EventColumns,
  fields: readonly EventField[],
): readonly SqlRow[] {
  return fields.map((field) => {
    const { format, base, body } = packColumn(columns[field]);
    return [startKey, eventFields[field].number, format, base, body];
  });
}
