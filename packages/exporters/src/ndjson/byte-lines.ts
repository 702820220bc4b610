/** A line of a byte stream without its line feed, or the place of one that is longer than allowed. */
export type ByteLine =
  | { readonly line: number; readonly bytes: Buffer }
  | { readonly line: number; readonly tooLong: true };

const lineFeed = 0x0a;

/**
 * Splits a stream at the byte 0x0A and nowhere else: U+2028 and a lone carriage return may stand inside a JSON string.
 * Of a line longer than `longestBytes` nothing is kept, so that memory stays bounded whatever the input.
 */
export async function* byteLines(
  chunks: AsyncIterable<Uint8Array>,
  longestBytes: number,
): AsyncGenerator<ByteLine, undefined> {
  let line = 1;
  let [pieces, length]: [Buffer[], number] = [[], 0];
  const keep = (piece: Buffer): void => {
    length += piece.length;
    if (length > longestBytes) pieces = [];
    else pieces.push(piece);
  };
  const taken = (): ByteLine => {
    const result =
      length > longestBytes ? ({ line, tooLong: true } as const) : { line, bytes: Buffer.concat(pieces, length) };
    line += 1;
    [pieces, length] = [[], 0];
    return result;
  };

  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let start = 0;
    for (let end = bytes.indexOf(lineFeed); end >= 0; end = bytes.indexOf(lineFeed, start)) {
      keep(bytes.subarray(start, end));
      yield taken();
      start = end + 1;
    }
    // A copy: the source may reuse its chunk.
    if (start < bytes.length) keep(Buffer.from(bytes.subarray(start)));
  }
  if (length > 0) yield taken();
  return undefined;
}
