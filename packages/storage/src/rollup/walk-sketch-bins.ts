/**
 * Every bin of an encoded duration sketch and how many durations it holds, ascending, without making objects; the form of
 * the bytes is that of `encodeSketch`.
 *
 * @throws {RangeError} when the bytes end inside a number or name a bin beyond a year
 */
export function walkSketchBins(bytes: Uint8Array, visit: (bin: number, count: number) => void): void {
  let position = 0;
  const next = (): number => {
    let number = 0;
    for (let unit = 1; ; unit *= 128) {
      const byte = bytes[position];
      if (byte === undefined) throw new RangeError(`a duration sketch of ${bytes.length} bytes ends inside a number`);
      position += 1;
      number += (byte & 0x7f) * unit;
      if (byte < 0x80) return number;
    }
  };
  next(); // the sum of squares, which is not asked for
  let bin = 0;
  while (position < bytes.length) {
    bin += next();
    if (bin >= sketchBinLimit) throw new RangeError(`a duration sketch holds bin ${bin}, beyond a year`);
    visit(bin, next());
  }
}

/** Durations end at a year, 3.2e13 µs, which is bin 1,556. */
export const sketchBinLimit = 2_048;
