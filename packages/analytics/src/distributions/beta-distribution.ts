import { betaFactor, betaTails, regularizedBeta, type BetaShape } from './incomplete-beta.ts';
import { invertLogTail } from './invert-log-tail.ts';
import { logBeta } from './log-gamma.ts';
import { requireProbability } from './requirements.ts';

/**
 * Distribution function of the beta distribution.
 *
 * @param x - in [0, 1]
 * @throws {RangeError} when x or a shape is outside its range
 * @example
 * betaCdf(0.5, { a: 2, b: 3 }); // 0.6875
 */
export function betaCdf(x: number, shape: BetaShape): number {
  return regularizedBeta(x, shape);
}

/**
 * Upper tail of the beta distribution.
 *
 * @param x - in [0, 1]
 * @throws {RangeError} when x or a shape is outside its range
 * @example
 * betaSurvival(0.5, { a: 2, b: 3 }); // 0.3125
 */
export function betaSurvival(x: number, shape: BetaShape): number {
  if (!(x >= 0 && x <= 1)) throw new RangeError(`betaSurvival requires x in [0, 1], got ${x}`);
  return betaTails({ x, complement: 1 - x }, shape).upper;
}

/**
 * Quantile of the beta distribution, the inverse of the regularised incomplete beta function.
 *
 * @param probability - in [0, 1]
 * @throws {RangeError} when an argument is outside its range
 * @example
 * betaQuantile(0.6875, { a: 2, b: 3 }); // 0.5
 */
export function betaQuantile(probability: number, shape: BetaShape): number {
  requireProbability(probability, 'the probability of betaQuantile');
  const { a, b } = shape;
  const mean = betaTails({ x: a / (a + b), complement: b / (a + b) }, shape);
  if (probability === 0 || probability === 1) return probability;
  return probability <= mean.lower
    ? quantileOfLowerTail(Math.log(probability), shape).x
    : quantileOfLowerTail(Math.log1p(-probability), { a: b, b: a }).complement;
}

/** Searched on the scale u = ln(x / (1 - x)), where both ends of [0, 1] have room. */
function quantileOfLowerTail(logProbability: number, shape: BetaShape): { x: number; complement: number } {
  const pointAt = (u: number): { x: number; complement: number } => ({
    x: u < 0 ? Math.exp(u) / (1 + Math.exp(u)) : 1 / (1 + Math.exp(-u)),
    complement: u < 0 ? 1 / (1 + Math.exp(u)) : Math.exp(-u) / (1 + Math.exp(-u)),
  });
  const { a, b } = shape;
  const meanLogit = Math.log(a / b);
  // Far to the left I_x(a, b) is x^a / (a B(a, b)).
  const leftmost = (logProbability + Math.log(a) + logBeta(a, b)) / a;
  const at = (u: number): { value: number; slope: number } => {
    const point = pointAt(u);
    const { lower } = betaTails(point, shape);
    return { value: Math.log(lower), slope: betaFactor(point, shape) / lower };
  };
  const low = Math.min(leftmost, meanLogit) - 1;
  if (low < -700) return { x: Math.exp(leftmost), complement: 1 };
  return pointAt(invertLogTail({ at, low, high: meanLogit + 1e-6 }, logProbability, Math.max(leftmost, low)));
}
