import type { ReadEvent } from '../src/read-event.ts';

/** A text, or bytes, as a stream in pieces of `size` bytes. */
export async function* inPieces(content: string | Uint8Array, size = 7): AsyncGenerator<Uint8Array, undefined> {
  const bytes = Buffer.from(content);
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
  return undefined;
}

export async function* streamOf<T>(...items: readonly T[]): AsyncGenerator<T, undefined> {
  yield* items;
  return undefined;
}

export async function collected<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

export async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  return Buffer.concat(await collected(chunks));
}

/** Line numbers with the skill name, or with the reason. */
export async function summaryOf(reads: AsyncIterable<ReadEvent>): Promise<readonly string[]> {
  const all = await collected(reads);
  return all.map((read) => `${read.line}: ${'event' in read ? read.event.skillName : read.reason}`);
}
