import { textLines, type TextLine } from '../ndjson/text-lines.ts';
import { CsvRecordBuilder } from './csv-record-builder.ts';

/** A record by the line on which it begins, or why the text from there is none. */
export type CsvRecord =
  | { readonly line: number; readonly cells: readonly string[] }
  | { readonly line: number; readonly reason: string };

const longestRecordCharacters = 8 * 1024 * 1024;
// An empty line inside an open quote takes memory too.
const charactersOfALine = 64;

/**
 * Splits RFC 4180 text into records. Lines may end with LF or CRLF, mixed; a quoted cell may hold both. Where the
 * quotes of a record make no sense, its first line alone is given up and reading goes on at the next one: a stray quote
 * does not swallow the rest of the file. (csv-parse 7.0.3 loses every record behind it, and detects one line ending.)
 */
export async function* csvRecords(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<CsvRecord, undefined> {
  // Lines of the open record, all of which but the first are read again when it fails.
  let pending: TextLine[] = [];
  let builder = new CsvRecordBuilder();
  let length = 0;

  /** Feeds lines until they run out; what a failed record swallowed is fed again. */
  function* feed(lines: readonly TextLine[], isEnd: boolean): Generator<CsvRecord, undefined> {
    const queue = lines.toReversed();
    for (;;) {
      const next = queue.pop();
      if (next === undefined && (!isEnd || pending.length === 0)) return undefined;
      const [first = next] = pending;
      if (first === undefined) return undefined;
      const failure = next === undefined ? 'a quoted cell is not closed' : fed(next);
      if (failure === undefined) continue;
      if (typeof failure !== 'string') {
        yield { line: first.line, cells: failure };
        reset();
        continue;
      }
      yield { line: first.line, reason: failure };
      for (const line of pending.slice(1).toReversed()) queue.push(line);
      reset();
    }
  }

  /** The cells of a complete record, why it is none, or nothing when it goes on. */
  function fed(next: TextLine): readonly string[] | string | undefined {
    if (pending.length === 0 && 'text' in next && next.text.trim() === '') return undefined;
    pending.push(next);
    if ('reason' in next) return next.reason;
    length += next.text.length + charactersOfALine;
    if (length > longestRecordCharacters) return `longer than ${longestRecordCharacters} characters`;
    return builder.add(next.text);
  }

  function reset(): void {
    pending = [];
    builder = new CsvRecordBuilder();
    length = 0;
  }

  for await (const line of textLines(chunks)) yield* feed([line], false);
  yield* feed([], true);
  return undefined;
}
