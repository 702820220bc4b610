import { requireMoments, type SampleMoments } from '../inference/sample-moments.ts';
import { requireSuccessCounts, type SuccessCounts } from '../inference/success-counts.ts';
import type { ArmEstimate } from './user-ratio.ts';

/** Sums over the users of one arm, as a database gives them. */
export type ArmSums = {
  readonly users: number;
  readonly sum: number;
  readonly sumOfSquares: number;
};

/** The same of two quantities of each user, such as completed runs and runs. */
export type ArmRatioSums = {
  readonly users: number;
  readonly numerator: Omit<ArmSums, 'users'>;
  readonly denominator: Omit<ArmSums, 'users'>;
  readonly sumOfProducts: number;
};

/**
 * A share of users, with the variance p (1 - p) / n.
 *
 * @throws {RangeError} when the counts are not integers `0 <= successes <= trials`, or there is no user
 * @example
 * proportionOfUsers({ successes: 120, trials: 1000 }).value; // 0.12
 */
export function proportionOfUsers(counts: SuccessCounts): ArmEstimate {
  const { successes, trials } = requireSuccessCounts(counts, 'proportionOfUsers');
  if (trials === 0) throw new RangeError('proportionOfUsers requires at least one user, got 0');
  const value = successes / trials;
  return { users: trials, value, variance: (value * (1 - value)) / trials, degreesOfFreedom: trials - 1 };
}

/**
 * A mean over users.
 *
 * @throws {RangeError} when there is no user, a moment is not finite or the variance is negative
 * @example
 * meanOfUsers({ count: 4, mean: 2.5, variance: 1.6 }).variance; // 0.4
 */
export function meanOfUsers(moments: SampleMoments): ArmEstimate {
  const { count, mean, variance } = requireMoments(moments);
  if (count === 0) throw new RangeError('meanOfUsers requires at least one user, got 0');
  return { users: count, value: mean, variance: variance / count, degreesOfFreedom: count - 1 };
}

/**
 * Mean and variance from sums. Where the mean is large beside the spread, `sampleMoments` of the values keeps more digits.
 *
 * @throws {RangeError} when there is no user or a sum is not finite
 * @example
 * momentsFromSums({ users: 4, sum: 10, sumOfSquares: 30 }); // { count: 4, mean: 2.5, variance: 1.667 }
 */
export function momentsFromSums({ users, sum, sumOfSquares }: ArmSums): SampleMoments {
  requireSums(users, [sum, sumOfSquares], 'momentsFromSums');
  const spread = Math.max(0, sumOfSquares - (sum * sum) / users);
  return { count: users, mean: sum / users, variance: users > 1 ? spread / (users - 1) : 0 };
}

/**
 * A ratio of two sums over users, such as completed runs by runs, with its variance by the delta method: users, not
 * outcomes, are what is independent.
 *
 * @throws {RangeError} when there is no user, a sum is not finite or the denominators sum to 0
 * @see Deng, Knoblich & Lu (2018), KDD, doi:10.1145/3219819.3219919
 * @example
 * ratioOfUsers({ users: 2, numerator: { sum: 3, sumOfSquares: 5 }, denominator: { sum: 4, sumOfSquares: 8 }, sumOfProducts: 6 }).value; // 0.75
 */
export function ratioOfUsers({ users, numerator, denominator, sumOfProducts }: ArmRatioSums): ArmEstimate {
  const sums = [numerator.sum, numerator.sumOfSquares, denominator.sum, denominator.sumOfSquares, sumOfProducts];
  requireSums(users, sums, 'ratioOfUsers');
  if (!(denominator.sum > 0)) throw new RangeError(`ratioOfUsers requires a denominator > 0, got ${denominator.sum}`);
  const value = numerator.sum / denominator.sum;
  // Σ (numerator - value × denominator)²: the deviations of the ratio, whose mean is 0.
  const squares = numerator.sumOfSquares - 2 * value * sumOfProducts + value * value * denominator.sumOfSquares;
  const meanDenominator = denominator.sum / users;
  const userVariance = users > 1 ? Math.max(0, squares) / (users - 1) / (meanDenominator * meanDenominator) : 0;
  return { users, value, variance: userVariance / users, degreesOfFreedom: users - 1 };
}

function requireSums(users: number, sums: readonly number[], caller: string): void {
  if (!Number.isSafeInteger(users) || users < 1) throw new RangeError(`${caller} requires users >= 1, got ${users}`);
  const wrong = sums.find((sum) => !Number.isFinite(sum));
  if (wrong !== undefined) throw new RangeError(`${caller} requires finite sums, got ${wrong}`);
}
