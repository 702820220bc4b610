// Chebyshev coefficients of (1 + 2x) exp(x^2) erfc(x), x >= 0, in t = (x - 4) / (x + 4). Computed with 40 digits by
// scripts/erfc-coefficients.py; the first one left out is 3e-20.
const coefficients: readonly number[] = [
  2.3549664010748974, -0.007260796620301901, -0.081265123236185, 0.06009212804122225, -0.02875393558027666,
  0.01059566336347286, -0.003136927294554264, 0.0007456494372536184, -0.0001369696503010054, 1.7183861600300937e-5,
  -7.158364623450346e-7, -2.4261399442449534e-7, 5.5765709395703566e-8, -2.1057869513809494e-9, -1.1717889351884957e-9,
  1.9098355172456688e-10, 1.408871764208813e-11, -6.901108320480815e-12, 9.167958364111294e-14, 2.1454508286554553e-13,
  -1.4716575027010623e-14, -6.668675118770408e-15, 7.504598509880083e-16, 2.22009300666632e-16, -3.1704898956330886e-17,
  -8.193570309884333e-18, 1.2459819733129574e-18, 3.3664022738726354e-19,
];

/**
 * Scaled complementary error function exp(x²) erfc(x), which stays a plain number where erfc(x) is too small for one.
 * Relative error about 3e-16.
 *
 * @param x - finite and `>= 0`
 * @throws {RangeError} when x is negative or not a number
 * @see Shepherd & Laframboise (1981), Mathematics of Computation 36(153):249-253, doi:10.2307/2007740
 * @example
 * scaledErfc(0); // 1
 */
export function scaledErfc(x: number): number {
  if (!(x >= 0)) throw new RangeError(`scaledErfc requires x >= 0, got ${x}`);
  if (x === Infinity) return 0;
  // Clenshaw's recurrence.
  const twice = (2 * (x - 4)) / (x + 4);
  let [later, next] = [0, 0];
  for (let k = coefficients.length - 1; k > 0; k -= 1) {
    [later, next] = [next, twice * next - later + (coefficients[k] ?? 0)];
  }
  return ((twice / 2) * next - later + (coefficients[0] ?? 0) / 2) / (1 + 2 * x);
}

/**
 * exp(-x² / scale) without the rounding error of x², which would cost two digits at the far end: x is split into a part
 * whose square is exact and a small rest.
 */
export function gaussianFactor(x: number, scale: 1 | 2): number {
  const head = Math.fround(x);
  const rest = (x - head) * (x + head);
  return Math.exp((-head * head) / scale) * Math.exp(-rest / scale);
}

/**
 * Complementary error function, 1 - erf(x), precise to about 1e-15 of its value down to the smallest doubles, where the
 * subtraction itself would give 0 from x = 6 on.
 *
 * @throws {RangeError} when x is not a number
 * @example
 * erfc(10); // 2.088487583762545e-45
 */
export function erfc(x: number): number {
  if (Number.isNaN(x)) throw new RangeError('erfc requires a number, got NaN');
  if (Math.abs(x) < 0.5) return 1 - erfNearZero(x);
  if (x > 27) return x > 27.3 ? 0 : gaussianFactor(x, 1) * scaledErfc(x);
  return x >= 0 ? gaussianFactor(x, 1) * scaledErfc(x) : 2 - erfc(-x);
}

/**
 * Error function, precise near 0 too.
 *
 * @throws {RangeError} when x is not a number
 * @example
 * erf(1); // 0.8427007929497149
 */
export function erf(x: number): number {
  if (Number.isNaN(x)) throw new RangeError('erf requires a number, got NaN');
  if (Math.abs(x) < 0.5) return erfNearZero(x);
  return x > 0 ? 1 - erfc(x) : erfc(-x) - 1;
}

/** 2/sqrt(pi) exp(-x²) Σ (2x²)ⁿ x / (1·3···(2n+1)): all terms of one sign (DLMF 7.6.2). */
function erfNearZero(x: number): number {
  let [term, sum] = [x, x];
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n += 1) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}
