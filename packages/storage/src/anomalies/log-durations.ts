import { binSeconds } from '../rollup/duration-sketch.ts';

const mostBins = 2_048;
const leastSeconds = 1e-6;
const logOfBin = Float64Array.from({ length: mostBins }, (_, bin) => Math.log(binSeconds(bin) || leastSeconds));

/**
 * The logarithm of seconds and how many, in turn, of every bin of an encoded duration sketch. The bytes are walked in
 * place (`encodeSketch` tells their form): a scan of 1,000 skills reads 20,000 of them.
 *
 * @throws {RangeError} when the bytes end inside a number or name a bin beyond a year
 */
export function logDurationsOf(bytes: Uint8Array): readonly number[] {
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
  next(); // the sum of squares
  const durations: number[] = [];
  for (let bin = 0; position < bytes.length;) {
    bin += next();
    const logSeconds = logOfBin[bin];
    if (logSeconds === undefined) throw new RangeError(`a duration sketch holds bin ${bin}, beyond a year`);
    durations.push(logSeconds, next());
  }
  return durations;
}
