import { toReadEvent, type ReadEvent } from '../read-event.ts';
import { textLines } from './text-lines.ts';

/** Reads events, one JSON object a line. Blank lines count and are passed over. */
export async function* readNdjson(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<ReadEvent, undefined> {
  for await (const line of textLines(chunks)) {
    if ('reason' in line) yield line;
    else if (line.text.trim() !== '') yield readLine(line.line, line.text);
  }
  return undefined;
}

function readLine(line: number, text: string): ReadEvent {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The engine's message quotes the line, which may be private.
    return { line, reason: 'not valid JSON' };
  }
  return toReadEvent(line, value);
}
