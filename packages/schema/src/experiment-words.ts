// Apart from the schemas, so that a program which only names arms does not load the validator.

export const experimentArms = ['control', 'treatment'] as const;
export type ExperimentArm = (typeof experimentArms)[number];

/**
 * - `completion_rate`: completed outcomes among those known
 * - `duration_seconds`: mean over outcomes with a duration
 * - `user_rating`: mean over rated outcomes, 1 to 5
 * - `invocation_count`: outcomes per assigned user
 * - `activation_rate`: share of the assigned users with an outcome
 */
export const experimentMetricNames = [
  'completion_rate',
  'duration_seconds',
  'user_rating',
  'invocation_count',
  'activation_rate',
] as const;
export type ExperimentMetricName = (typeof experimentMetricNames)[number];

/**
 * - `randomised`: each user is assigned by a hash
 * - `versions`: calls with one version of a skill against calls with another; nobody randomised it
 * - `before_after`: calls before a change against calls after it; nobody randomised it
 */
export const experimentDesigns = ['randomised', 'versions', 'before_after'] as const;
export type ExperimentDesign = (typeof experimentDesigns)[number];
