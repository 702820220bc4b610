import { toSkillEvent, type SkillEvent, type SkillInvocation } from '@skills/schema';
import { eventColumns, type EventColumn } from '../event-columns.ts';
import { guarded } from './formula-guard.ts';

/**
 * Events as CSV after RFC 4180: UTF-8, CRLF, a header row, texts always quoted and guarded against being run as
 * formulas; an absent field is an empty cell. Lists and metadata are JSON inside their cell. Half a surrogate pair,
 * which UTF-8 cannot hold, becomes U+FFFD.
 */
export async function* writeCsv(
  batches: AsyncIterable<readonly SkillInvocation[]>,
): AsyncGenerator<Uint8Array, undefined> {
  yield Buffer.from(`${eventColumns.map(({ name }) => name).join(',')}\r\n`, 'utf8');
  for await (const batch of batches) {
    if (batch.length === 0) continue;
    const rows = batch.map((invocation) => `${rowOf(toSkillEvent(invocation))}\r\n`);
    yield Buffer.from(rows.join(''), 'utf8');
  }
  return undefined;
}

function rowOf(event: SkillEvent): string {
  return eventColumns.map((column) => cellOf(column, event[column.name])).join(',');
}

function cellOf({ kind }: EventColumn, value: SkillEvent[keyof SkillEvent]): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return quoted(kind === 'text' ? guarded(value) : value);
  return typeof value === 'object' ? quoted(JSON.stringify(value)) : String(value);
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
