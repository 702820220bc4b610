/**
 * Natural logarithm from the four basic operations, which IEEE 754 fixes to the last bit; `Math.log` may differ between
 * engines, and then a seed would not name one world. Relative error below 1e-14.
 *
 * @param x - above 0 and finite
 * @throws {RangeError} when x is outside
 * @example
 * portableLog(10); // 2.302585092994046
 */
export function portableLog(x: number): number {
  if (!(x > 0 && x < Infinity)) throw new RangeError(`portableLog requires a finite number above 0, got ${x}`);
  let mantissa = x;
  let exponent = 0;
  for (; mantissa > Math.SQRT2; mantissa /= 2) exponent += 1;
  for (; mantissa < Math.SQRT1_2; mantissa *= 2) exponent -= 1;
  // ln m = 2 artanh((m - 1) / (m + 1)), and the argument is at most 0.172.
  const ratio = (mantissa - 1) / (mantissa + 1);
  const square = ratio * ratio;
  let sum = 0;
  for (let odd = 21; odd >= 1; odd -= 2) sum = sum * square + 1 / odd;
  return exponent * Math.LN2 + 2 * ratio * sum;
}

/**
 * Exponential function from the four basic operations, for the reason above. Relative error below 1e-14.
 *
 * @param x - within [-700, 700]
 * @throws {RangeError} when x is outside
 * @example
 * portableExp(1); // 2.718281828459045
 */
export function portableExp(x: number): number {
  if (!(Math.abs(x) <= 700)) throw new RangeError(`portableExp requires a number within 700 of 0, got ${x}`);
  const halvings = Math.round(x / Math.LN2);
  const rest = x - halvings * Math.LN2;
  let sum = 1;
  for (let term = 16; term >= 1; term -= 1) sum = 1 + (sum * rest) / term;
  return sum * 2 ** halvings;
}
