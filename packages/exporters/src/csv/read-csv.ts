import { SkillsError } from '@skills/schema';
import { eventColumns, type EventColumn } from '../event-columns.ts';
import { toReadEvent, type ReadEvent } from '../read-event.ts';
import { csvRecords, type CsvRecord } from './csv-records.ts';
import { unguarded } from './formula-guard.ts';

/**
 * Reads events from CSV with a header row that names fields of the event, in any order. An empty cell is an absent
 * field, and an unknown outcome under `completed`.
 *
 * @throws {SkillsError} 'invalid-input' when the header names no such table: nothing can be read then
 */
export async function* readCsv(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<ReadEvent, undefined> {
  let columns: readonly EventColumn[] | undefined;
  for await (const record of csvRecords(chunks)) {
    if (columns === undefined) {
      columns = headerColumns(record);
    } else if ('reason' in record) {
      yield record;
    } else if (record.cells.length !== columns.length) {
      yield { line: record.line, reason: `expected ${columns.length} cells, got ${record.cells.length}` };
    } else {
      yield toReadEvent(record.line, toValue(columns, record.cells));
    }
  }
  return undefined;
}

function headerColumns(header: CsvRecord): readonly EventColumn[] {
  if ('reason' in header) throw headerError(header.line, header.reason);
  const columns = header.cells.map((cell) => {
    const column = eventColumns.find(({ name }) => name === cell.trim());
    if (column === undefined) throw headerError(header.line, `no event has a field ${JSON.stringify(cell)}`);
    return column;
  });
  const twice = columns.find((column, index) => columns.indexOf(column) !== index);
  if (twice !== undefined) throw headerError(header.line, `the column ${twice.name} stands there twice`);
  const missing = eventColumns.filter((column) => column.required && !columns.includes(column));
  if (missing.length > 0) {
    throw headerError(header.line, `columns are missing: ${missing.map(({ name }) => name).join(', ')}`);
  }
  return columns;
}

function headerError(line: number, reason: string): SkillsError {
  return new SkillsError('invalid-input', `line ${line} is not a CSV header of events: ${reason}`);
}

/** A loop into a local object: making pairs first took an eighth of the whole reading time. */
function toValue(columns: readonly EventColumn[], cells: readonly string[]): unknown {
  const value: Record<string, unknown> = { completed: null };
  for (const [index, column] of columns.entries()) {
    const cell = cells[index] ?? '';
    if (cell !== '') value[column.name] = cellValue(column, cell);
  }
  return value;
}

const plainNumber = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
// Spreadsheets write TRUE and FALSE.
const booleans = new Map([
  ['true', true],
  ['false', false],
]);

/** What a cell says; a cell that says nothing of the kind stays text, which the schema then refuses by name. */
function cellValue({ kind }: EventColumn, cell: string): unknown {
  switch (kind) {
    case 'text':
    case 'time':
      return unguarded(cell);
    case 'boolean':
      return booleans.get(cell.toLowerCase()) ?? cell;
    case 'integer':
    case 'number':
      return plainNumber.test(cell) ? Number(cell) : cell;
    case 'texts':
    case 'json':
      return jsonValue(cell);
    default:
      return kind satisfies never;
  }
}

function jsonValue(cell: string): unknown {
  try {
    return JSON.parse(cell);
  } catch {
    return cell;
  }
}
