import { scaledErfc } from './erfc.ts';
import { stirlingError } from './log-gamma.ts';
import { poissonDeviance } from './poisson-deviance.ts';
import { requirePositive } from './requirements.ts';

export type BetaShape = {
  readonly a: number;
  readonly b: number;
};

/**
 * Regularised incomplete beta function I_x(a, b): the probability that a beta variable is at most x. Relative error about
 * 1e-13, down to 1e-300 and for shapes up to 1e9. The other tail is `regularizedBeta(1 - x, { a: b, b: a })`, or
 * `betaSurvival`.
 *
 * @param x - in [0, 1]
 * @param shape - a and b, finite and `> 0`
 * @throws {RangeError} when an argument is outside its range
 * @see DLMF 8.17
 * @example
 * regularizedBeta(0.5, { a: 2, b: 3 }); // 0.6875
 */
export function regularizedBeta(x: number, shape: BetaShape): number {
  if (!(x >= 0 && x <= 1)) throw new RangeError(`regularizedBeta requires x in [0, 1], got ${x}`);
  return betaTails({ x, complement: 1 - x }, shape).lower;
}

export type BetaTails = { readonly lower: number; readonly upper: number };

/** A point of [0, 1] and its distance from 1, each as precise as its maker has it: 1 - x forgets a tiny complement. */
export type UnitPoint = { readonly x: number; readonly complement: number };

/**
 * Both tails of the beta distribution at a point.
 *
 * @throws {RangeError} when a shape is not finite and above 0
 */
export function betaTails(point: UnitPoint, { a, b }: BetaShape): BetaTails {
  requirePositive(a, 'the shape a of an incomplete beta function');
  requirePositive(b, 'the shape b of an incomplete beta function');
  if (point.x <= 0) return { lower: 0, upper: 1 };
  if (point.complement <= 0) return { lower: 1, upper: 0 };
  if (Math.min(a, b) > 1e7) return asymptoticTails(point, { a, b });
  if (point.x <= (a + 1) / (a + b + 2)) {
    const lower = lowerTail(point, { a, b });
    return { lower, upper: 1 - lower };
  }
  const upper = lowerTail({ x: point.complement, complement: point.x }, { a: b, b: a });
  return { lower: 1 - upper, upper };
}

/** x^a (1-x)^b / B(a, b), without a logarithm of a gamma function. */
export function betaFactor({ x, complement }: UnitPoint, { a, b }: BetaShape): number {
  const n = a + b;
  const exponent =
    stirlingError(n) -
    stirlingError(a) -
    stirlingError(b) -
    poissonDeviance(a, n * x) -
    poissonDeviance(b, n * complement);
  return Math.sqrt((a / n) * (b / (2 * Math.PI))) * Math.exp(exponent);
}

function lowerTail(point: UnitPoint, shape: BetaShape): number {
  return Math.min(1, betaFactor(point, shape) * lowerFraction(point, shape));
}

/** The continued fraction of DLMF 8.17.22, contracted to its even part (Didonato & Morris 1992, eq. 9), by Lentz. */
function lowerFraction({ x, complement }: UnitPoint, { a, b }: BetaShape): number {
  const lambda = a * complement - b * x;
  let c = Infinity;
  let d = (a + 1) / (a * (lambda + 1));
  let value = d;
  for (let n = 1; n < 1_000_000; n += 1) {
    const odd = a + 2 * n - 1;
    const numerator = ((a + n - 1) / odd) * ((a + b + n - 1) / odd) * n * (b - n) * x * x;
    const denominator = n + (n * (b - n) * x) / odd + ((a + n) / (odd + 2)) * (lambda + 1 + n * (1 + complement));
    d = 1 / (numerator * d + denominator);
    c = denominator + numerator / c;
    const step = c * d;
    value *= step;
    if (Math.abs(step - 1) <= 4e-16) break;
  }
  return value;
}

/** First terms of Temme's uniform expansion for two large shapes; the error is of order 1 / min(a, b). */
function asymptoticTails({ x, complement }: UnitPoint, { a, b }: BetaShape): BetaTails {
  const n = a + b;
  const half = (poissonDeviance(a, n * x) + poissonDeviance(b, n * complement)) / n;
  const distance = (b * x - a * complement) / n;
  const eta = Math.sign(distance) * Math.sqrt(2 * half);
  const spread = Math.sqrt((a / n) * (b / n));
  // c0 = 1/η - spread/distance; near 0 by its limit, as both grow without bound.
  const c0 = Math.abs(eta) < 1e-6 ? (b - a) / n / (3 * spread) : 1 / eta - spread / distance;
  const density = Math.exp(-n * half);
  const tail = 0.5 * density * scaledErfc(Math.abs(eta) * Math.sqrt(n / 2));
  const correction = (density / Math.sqrt(2 * Math.PI * n)) * c0;
  return distance < 0
    ? { lower: tail + correction, upper: 1 - tail - correction }
    : { upper: tail - correction, lower: 1 - tail + correction };
}
