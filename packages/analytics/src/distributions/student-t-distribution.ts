import { betaTails } from './incomplete-beta.ts';
import { invertLogTail } from './invert-log-tail.ts';
import { logBeta } from './log-gamma.ts';
import { normalQuantile } from './normal-quantile.ts';
import { normalTwoSided } from './normal-distribution.ts';
import { requirePositive, requireProbability } from './requirements.ts';

/**
 * Probability that Student's t lies at least as far from 0 as `t`: the two-sided p-value of a t statistic. Relative error
 * about 1e-13 down to 1e-300.
 *
 * @param t - a number; `±Infinity` gives 0
 * @param degreesOfFreedom - `> 0`, need not be an integer; `Infinity` is the normal distribution
 * @throws {RangeError} when t is not a number or the degrees of freedom are not above 0
 * @example
 * studentTTwoSided(2.262157162740992, 9); // 0.05
 */
export function studentTTwoSided(t: number, degreesOfFreedom: number): number {
  if (Number.isNaN(t)) throw new RangeError('Student’s t distribution requires a number t, got NaN');
  if (degreesOfFreedom === Infinity) return normalTwoSided(t);
  requirePositive(degreesOfFreedom, 'the degrees of freedom of Student’s t distribution');
  const ratio = Math.abs(t) / Math.sqrt(degreesOfFreedom);
  if (ratio > 1e150) return farTail(Math.abs(t), degreesOfFreedom);
  const square = ratio * ratio;
  const point = { x: 1 / (1 + square), complement: square / (1 + square) };
  return betaTails(point, { a: degreesOfFreedom / 2, b: 0.5 }).lower;
}

/**
 * Upper tail of Student's t: the probability of a value above t.
 *
 * @throws {RangeError} as `studentTTwoSided`
 * @example
 * studentTSurvival(50, 30); // 9.357708829611e-31
 */
export function studentTSurvival(t: number, degreesOfFreedom: number): number {
  const half = studentTTwoSided(t, degreesOfFreedom) / 2;
  return t > 0 ? half : 1 - half;
}

/**
 * Distribution function of Student's t: the probability of a value of at most t.
 *
 * @throws {RangeError} as `studentTTwoSided`
 * @example
 * studentTCdf(-2.5, 2); // 0.0648058601107554
 */
export function studentTCdf(t: number, degreesOfFreedom: number): number {
  return studentTSurvival(-t, degreesOfFreedom);
}

/**
 * Quantile of Student's t: the value below which a fraction `probability` lies.
 *
 * @param probability - in [0, 1]
 * @param degreesOfFreedom - `> 0`; `Infinity` is the normal distribution
 * @throws {RangeError} when an argument is outside its range
 * @example
 * studentTQuantile(0.975, 9); // 2.2621571627409915
 */
export function studentTQuantile(probability: number, degreesOfFreedom: number): number {
  requireProbability(probability, 'the probability of studentTQuantile');
  if (degreesOfFreedom === Infinity) return normalQuantile(probability);
  requirePositive(degreesOfFreedom, 'the degrees of freedom of studentTQuantile');
  if (probability === 0.5) return 0;
  if (probability > 0.5) return upperQuantile(1 - probability, degreesOfFreedom);
  return -upperQuantile(probability, degreesOfFreedom);
}

/** The t whose upper tail is `tail` <= 1/2, searched on the scale u = ln t. */
function upperQuantile(tail: number, degreesOfFreedom: number): number {
  if (tail === 0) return Infinity;
  const z = -normalQuantile(tail);
  // Two lower bounds: the normal quantile, and the power law of the far tail.
  const powerLaw = (logFarConstant(degreesOfFreedom) - Math.log(2 * tail)) / degreesOfFreedom;
  const high = Math.max(Math.log(z), powerLaw, 0) + 2 + 2 / degreesOfFreedom;
  if (powerLaw > 350) return Math.exp(powerLaw);
  const logDensityConstant = -logBeta(degreesOfFreedom / 2, 0.5) - 0.5 * Math.log(degreesOfFreedom);
  const at = (u: number): { value: number; slope: number } => {
    const t = Math.exp(u);
    const p = studentTSurvival(t, degreesOfFreedom);
    const logDensity = logDensityConstant - ((degreesOfFreedom + 1) / 2) * Math.log1p((t * t) / degreesOfFreedom);
    return { value: Math.log(p), slope: (-t * Math.exp(logDensity)) / p };
  };
  return Math.exp(invertLogTail({ at, low: Math.log(z) - 2, high }, Math.log(tail), Math.log(z)));
}

/** P(|T| > t) is close to C t^-df / df far out; this is the logarithm of C df^(df/2) / df. */
function logFarConstant(degreesOfFreedom: number): number {
  const half = degreesOfFreedom / 2;
  return half * Math.log(degreesOfFreedom) - Math.log(half) - logBeta(half, 0.5);
}

function farTail(t: number, degreesOfFreedom: number): number {
  return t === Infinity ? 0 : Math.min(1, Math.exp(logFarConstant(degreesOfFreedom) - degreesOfFreedom * Math.log(t)));
}
