import { isUtf8 } from 'node:buffer';
import { byteLines } from './byte-lines.ts';

export type TextLine =
  | { readonly line: number; readonly text: string }
  | { readonly line: number; readonly reason: string };

/** The same limit as for transcripts: a longer line is no event. */
const longestLineBytes = 8 * 1024 * 1024;

/** Lines as text, without a byte order mark at the start of the file; what is not UTF-8 is named, not mended. */
export async function* textLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<TextLine, undefined> {
  for await (const line of byteLines(chunks, longestLineBytes)) {
    if ('tooLong' in line) yield { line: line.line, reason: `longer than ${longestLineBytes} bytes` };
    else if (!isUtf8(line.bytes)) yield { line: line.line, reason: 'not valid UTF-8' };
    else yield { line: line.line, text: withoutMark(line.bytes.toString('utf8'), line.line) };
  }
  return undefined;
}

function withoutMark(text: string, line: number): string {
  return line === 1 && text.startsWith('\u{feff}') ? text.slice(1) : text;
}
