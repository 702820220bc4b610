import type { UserColumns } from './metric-sample.ts';

/** A ratio of two sums over users, and how far each user pulls it. */
export type UserRatio = {
  readonly users: number;
  /** Sum of the numerators over the sum of the denominators. */
  readonly value: number;
  /** `(numerator - value × denominator) / mean denominator` of each user; their mean is 0. */
  readonly deviations: Float64Array;
};

/**
 * The delta method for a ratio whose numerator and denominator both vary from user to user, such as completed runs
 * over runs: to first order the ratio is `value + mean(deviations)`, so that what holds for a mean of independent users
 * holds for it. An outcome-level test would count the runs of one user as independent.
 *
 * @param columns - per user a numerator and a denominator, denominators 0 or more
 * @returns `undefined` when the denominators sum to 0
 * @see Deng, Knoblich and Lu (2018), KDD, doi:10.1145/3219819.3219919
 * @example
 * userRatio({ numerators: new Float64Array([1, 2]), denominators: new Float64Array([2, 2]) }); // value 0.75
 */
export function userRatio({ numerators, denominators }: UserColumns): UserRatio | undefined {
  const users = numerators.length;
  let top = 0;
  let bottom = 0;
  for (let index = 0; index < users; index += 1) {
    top += numerators[index] ?? 0;
    bottom += denominators[index] ?? 0;
  }
  if (bottom <= 0) return undefined;
  const value = top / bottom;
  const meanDenominator = bottom / users;
  const deviations = new Float64Array(users);
  for (let index = 0; index < users; index += 1) {
    deviations[index] = ((numerators[index] ?? 0) - value * (denominators[index] ?? 0)) / meanDenominator;
  }
  return { users, value, deviations };
}

/** A value with what is needed for its interval. */
export type ArmEstimate = {
  readonly users: number;
  readonly value: number;
  /** Variance of the value itself, not of the users. */
  readonly variance: number;
  readonly degreesOfFreedom: number;
};

/**
 * Variance of a ratio from its users' deviations, with the correction that few or very unequal users need: each squared
 * deviation is divided by one less the user's share of the denominators (CR2), and the degrees of freedom are those of
 * as many equal users. With equal denominators both are the textbook's variance of a mean and n - 1.
 *
 * @param ratio - of at least two users
 * @param denominators - as the ratio was made from
 * @see Bell and McCaffrey (2002), Survey Methodology 28(2):169-181
 * @see Pustejovsky and Tipton (2018), JBES 36(4):672-683, doi:10.1080/07350015.2016.1247004
 */
export function armEstimate(ratio: UserRatio, denominators: Float64Array): ArmEstimate {
  const { users, value, deviations } = ratio;
  let total = 0;
  for (let index = 0; index < users; index += 1) total += denominators[index] ?? 0;
  let sum = 0;
  let squares = 0;
  let fourths = 0;
  for (let index = 0; index < users; index += 1) {
    const share = (denominators[index] ?? 0) / total;
    const square = share * share;
    const deviation = deviations[index] ?? 0;
    squares += square;
    fourths += square * square;
    // A user who is the whole denominator says nothing of how users differ.
    sum += share < 1 ? (deviation * deviation) / (1 - share) : 0;
  }
  return {
    users,
    value,
    variance: sum / (users * users),
    degreesOfFreedom: Math.max(1, (squares * squares) / fourths - 1),
  };
}
