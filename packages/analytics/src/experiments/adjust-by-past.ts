import type { MetricSample, MetricSamples } from './metric-sample.ts';
import type { UserRatio } from './user-ratio.ts';
import { userRatio } from './user-ratio.ts';

export type AdjustedArms = {
  readonly control: UserRatio;
  readonly treatment: UserRatio;
  /** Slope of a user's deviation now on the user's deviation before. */
  readonly theta: number;
};

type Arm = { readonly now: UserRatio; readonly past: UserRatio; readonly knownPast: number };

/**
 * CUPED for a ratio: takes out of each user's deviation what the user's own past predicts, and out of each arm's value
 * what the arm's past was above or below the other's. The slope is one for both arms, so that the expected effect stays
 * the same. A user without a past counts as average.
 *
 * @returns `undefined` when fewer than two users of an arm have a past, or the past does not vary
 * @see Deng, Xu, Kohavi and Walker (2013), WSDM, doi:10.1145/2433396.2433413
 */
export function adjustByPast({ control, treatment }: MetricSamples): AdjustedArms | undefined {
  const first = armOf(control);
  const second = armOf(treatment);
  if (first === undefined || second === undefined) return undefined;
  const cross = covarianceOfValues(first.now, first.past) + covarianceOfValues(second.now, second.past);
  const square = covarianceOfValues(first.past, first.past) + covarianceOfValues(second.past, second.past);
  if (!(square > 0)) return undefined;
  const theta = cross / square;
  const pooled = (first.past.value + second.past.value) / 2;
  return { control: adjusted(first, theta, pooled), treatment: adjusted(second, theta, pooled), theta };
}

function armOf(sample: MetricSample): Arm | undefined {
  if (sample.before === null) return undefined;
  const now = userRatio(sample);
  const past = userRatio(sample.before);
  const knownPast = sample.before.denominators.reduce((count, denominator) => count + (denominator > 0 ? 1 : 0), 0);
  return now === undefined || past === undefined || knownPast < 2 ? undefined : { now, past, knownPast };
}

/** Of two values of the same users; the means of the deviations are 0. */
function covarianceOfValues(first: UserRatio, second: UserRatio): number {
  let sum = 0;
  for (let index = 0; index < first.users; index += 1) {
    sum += (first.deviations[index] ?? 0) * (second.deviations[index] ?? 0);
  }
  return sum / first.users ** 2;
}

function adjusted({ now, past }: Arm, theta: number, pooled: number): UserRatio {
  return {
    users: now.users,
    value: now.value - theta * (past.value - pooled),
    deviations: now.deviations.map((deviation, index) => deviation - theta * (past.deviations[index] ?? 0)),
  };
}
