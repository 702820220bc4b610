import { requirePositive } from './requirements.ts';

const halfLogTwoPi = 0.9189385332046728;

// B(2k) / (2k (2k - 1)), k = 1…8.
const stirlingSeries: readonly number[] = [
  1 / 12,
  -1 / 360,
  1 / 1260,
  -1 / 1680,
  1 / 1188,
  -691 / 360360,
  1 / 156,
  -3617 / 122400,
];

/**
 * What Stirling's formula lacks: ln Γ(a) - ((a - 1/2) ln a - a + ln(2π)/2). The large terms of a ratio of gamma
 * functions cancel on paper when it is written with this, and no digits are lost to them.
 *
 * @param a - `> 0`
 * @see DLMF 5.11.1 and Loader (2000), "Fast and accurate computation of binomial probabilities"
 */
export function stirlingError(a: number): number {
  let sum = 0;
  let large = a;
  // δ(a) - δ(a + 1) = (a + 1/2) ln(1 + 1/a) - 1, from Γ(a + 1) = a Γ(a).
  for (; large < 12; large += 1) sum += (large + 0.5) * Math.log1p(1 / large) - 1;
  const square = large * large;
  return sum + stirlingSeries.reduceRight((tail, coefficient) => tail / square + coefficient, 0) / large;
}

/**
 * Natural logarithm of the gamma function, with an absolute error of about 1e-15 times its size (or 1e-15 near its
 * zeros at 1 and 2).
 *
 * @param a - finite and `> 0`
 * @throws {RangeError} when a is not such a number
 * @example
 * logGamma(5); // 3.1780538303479458, the logarithm of 4!
 */
export function logGamma(a: number): number {
  requirePositive(a, 'a of logGamma');
  if (a === 1 || a === 2) return 0;
  return (a - 0.5) * Math.log(a) - a + halfLogTwoPi + stirlingError(a);
}

/**
 * Logarithm of the beta function B(a, b), without the loss of digits of three separate logarithms of gamma functions.
 *
 * @throws {RangeError} when a or b is not finite and above 0
 * @example
 * logBeta(2, 3); // -2.4849066497880004, the logarithm of 1/12
 */
export function logBeta(a: number, b: number): number {
  requirePositive(a, 'a of logBeta');
  requirePositive(b, 'b of logBeta');
  const corrections = stirlingError(a) + stirlingError(b) - stirlingError(a + b);
  return halfLogTwoPi + (0.5 - a) * Math.log1p(b / a) - b * Math.log1p(a / b) - 0.5 * Math.log(b) + corrections;
}
