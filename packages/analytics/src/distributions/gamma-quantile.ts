import { regularizedGammaLower, regularizedGammaUpper } from './incomplete-gamma.ts';
import { invertLogTail } from './invert-log-tail.ts';
import { logGamma } from './log-gamma.ts';
import { normalQuantile } from './normal-quantile.ts';
import { requirePositive, requireProbability } from './requirements.ts';

/**
 * Quantile of the gamma distribution with scale 1, the inverse of the regularised incomplete gamma function.
 *
 * @param probability - in [0, 1]
 * @param shape - finite and `> 0`
 * @throws {RangeError} when an argument is outside its range
 * @example
 * gammaQuantile(0.5, 1); // 0.6931471805599453, that is ln 2
 */
export function gammaQuantile(probability: number, shape: number): number {
  requireProbability(probability, 'the probability of gammaQuantile');
  requirePositive(shape, 'the shape of gammaQuantile');
  if (probability === 0) return 0;
  if (probability === 1) return Infinity;
  // P(a, x) is below x^a / Γ(a + 1), so its quantile is above this.
  const leftmost = (Math.log(probability) + logGamma(shape + 1)) / shape;
  if (leftmost < -700) return Math.exp(leftmost);
  const isLower = probability <= regularizedGammaLower(shape, shape);
  const tailOf = isLower ? regularizedGammaLower : regularizedGammaUpper;
  const at = (u: number): { value: number; slope: number } => {
    const x = Math.exp(u);
    const p = tailOf(shape, x);
    const slope = Math.exp(shape * u - x - logGamma(shape)) / p;
    return { value: Math.log(p), slope: isLower ? slope : -slope };
  };
  // Wilson and Hilferty's cube; beyond 800 + 4 a nothing is left of either tail.
  const cube = shape * Math.max(0.01, 1 - 1 / (9 * shape) + normalQuantile(probability) / (3 * Math.sqrt(shape))) ** 3;
  const high = Math.log(800 + 4 * shape);
  const target = isLower ? Math.log(probability) : Math.log1p(-probability);
  return Math.exp(invertLogTail({ at, low: leftmost - 0.1, high }, target, Math.max(leftmost, Math.log(cube))));
}
