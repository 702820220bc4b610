import { normalQuantile } from '../distributions/normal-quantile.ts';
import { normalSurvival } from '../distributions/normal-distribution.ts';
import { requireFraction, requirePositive, requireProbability } from '../distributions/requirements.ts';
import { sequentialCriticalValue, type SequentialOptions } from './sequential-effect-test.ts';

export type ExperimentDesign = SequentialOptions & {
  /**
   * Variance of one user's value, `> 0`: of a mean, of a share p (1 - p), of a ratio what the delta method gives
   * (`variance × users` of an arm) or, before there are data, `clusteredRateVariance`.
   */
  readonly userVariance: number;
  /** Share of users in control, in (0, 1); 0.5 unless told otherwise. */
  readonly controlShare?: number | undefined;
  /** `sequential` plans for the always-valid test, at its last look; `fixed`, for one look, unless told otherwise. */
  readonly method?: 'fixed' | 'sequential' | undefined;
};

export type PlannedPower = {
  /** Chance to find the effect when it is there, in (0, 1); 0.8 unless told otherwise. */
  readonly power?: number | undefined;
};

/**
 * Chance that an experiment finds an effect, in either direction.
 *
 * @param effect - true difference of the arms, finite
 * @param users - in both arms, `> 0`
 * @throws {RangeError} when an argument is out of range
 * @example
 * experimentPower(0.02, 7682, { userVariance: 0.0979 }); // 0.80
 */
export function experimentPower(effect: number, users: number, design: ExperimentDesign): number {
  if (!Number.isFinite(effect)) throw new RangeError(`experimentPower requires a finite effect, got ${effect}`);
  requirePositive(users, 'the users of experimentPower');
  const shift = effect / standardErrorOf(users, design);
  const critical = criticalValue(users, design);
  return normalSurvival(critical - shift) + normalSurvival(critical + shift);
}

/**
 * Smallest effect that an experiment of a given size finds with the planned power. (Its chance of an error in the wrong
 * direction is left out: below 1e-6 at a power of 0.8.)
 *
 * @throws {RangeError} when an argument is out of range
 * @example
 * experimentDetectableEffect(7682, { userVariance: 0.0979 }); // 0.02
 */
export function experimentDetectableEffect(users: number, design: ExperimentDesign & PlannedPower): number {
  const { power = 0.8 } = design;
  requirePositive(users, 'the users of experimentDetectableEffect');
  requireFraction(power, 'the power of experimentDetectableEffect');
  const distance = criticalValue(users, design) + normalQuantile(power);
  if (!(distance > 0))
    throw new RangeError(`experimentDetectableEffect requires a power above alpha / 2, got ${power}`);
  return distance * standardErrorOf(users, design);
}

/**
 * Number of users, in both arms, from which an experiment finds an effect with the planned power.
 *
 * @param effect - difference to find, finite and not 0
 * @returns whole users
 * @throws {RangeError} when an argument is out of range
 * @example
 * experimentSampleSize(0.02, { userVariance: 0.0979 }); // 7684
 */
export function experimentSampleSize(effect: number, design: ExperimentDesign & PlannedPower): number {
  if (!Number.isFinite(effect) || effect === 0) {
    throw new RangeError(`experimentSampleSize requires a finite effect other than 0, got ${effect}`);
  }
  // The detectable effect falls with every user, so that halving finds where it passes the effect.
  const target = Math.abs(effect);
  let high = 2;
  while (experimentDetectableEffect(high, design) > target) {
    high *= 2;
    if (high > Number.MAX_SAFE_INTEGER) throw new RangeError(`experimentSampleSize cannot find an effect of ${effect}`);
  }
  let low = high / 2;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (experimentDetectableEffect(middle, design) > target) low = middle;
    else high = middle;
  }
  return high;
}

/**
 * Variance of one user's rate when a user's outcomes resemble each other: what a plan needs before there are data. Ten
 * outcomes of one user are worth fewer than ten users.
 *
 * @param rate - of success, in (0, 1)
 * @param cluster - outcomes per user, `>= 1`, and their intraclass correlation, in [0, 1]
 * @throws {RangeError} when an argument is out of range
 * @see Kish (1965), Survey Sampling, for the design effect 1 + (m - 1) ρ
 * @example
 * clusteredRateVariance(0.8, { outcomesPerUser: 20, intraclassCorrelation: 0.3 }); // 0.0536
 */
export function clusteredRateVariance(
  rate: number,
  cluster: { readonly outcomesPerUser: number; readonly intraclassCorrelation: number },
): number {
  requireFraction(rate, 'the rate of clusteredRateVariance');
  const { outcomesPerUser, intraclassCorrelation } = cluster;
  if (!(outcomesPerUser >= 1 && outcomesPerUser < Infinity)) {
    throw new RangeError(`clusteredRateVariance requires outcomesPerUser >= 1, got ${outcomesPerUser}`);
  }
  requireProbability(intraclassCorrelation, 'intraclassCorrelation');
  return (rate * (1 - rate) * (1 + (outcomesPerUser - 1) * intraclassCorrelation)) / outcomesPerUser;
}

function standardErrorOf(users: number, { userVariance, controlShare = 0.5 }: ExperimentDesign): number {
  requirePositive(userVariance, 'userVariance');
  requireFraction(controlShare, 'controlShare');
  return Math.sqrt(userVariance / users / (controlShare * (1 - controlShare)));
}

function criticalValue(users: number, design: ExperimentDesign): number {
  const { alpha = 0.05, method = 'fixed' } = design;
  requireFraction(alpha, 'the alpha of an experiment');
  return method === 'sequential' ? sequentialCriticalValue(users, design) : -normalQuantile(alpha / 2);
}
