import type { RandomBits } from '@skills/analytics';

/**
 * An integer x with probability proportional to exp(-|x| / scale): the difference of two geometric numbers (Ghosh,
 * Roughgarden & Sundararajan, STOC 2009). Whole numbers have no low bits that could tell of what the noise was added to
 * (Mironov, CCS 2012).
 *
 * @param scale - above 0; sensitivity divided by epsilon
 * @throws {RangeError} when scale is not above 0
 */
export function discreteLaplace(bits: RandomBits, scale: number): number {
  if (!(scale > 0 && scale < Infinity)) throw new RangeError(`discreteLaplace requires a scale above 0, got ${scale}`);
  return geometric(bits, scale) - geometric(bits, scale);
}

/** How often in a row something of probability exp(-1 / scale) happens. */
function geometric(bits: RandomBits, scale: number): number {
  // 53 bits, in (0, 1].
  const uniform = ((bits() >>> 5) * 67_108_864 + (bits() >>> 6) + 1) / 9_007_199_254_740_992;
  return Math.floor(-Math.log(uniform) * scale);
}
