import { dot, type WeightedLeastSquares } from './weighted-least-squares.ts';

export type FittedDesign = {
  readonly times: readonly number[];
  readonly rows: readonly ArrayLike<number>[];
  readonly weights: readonly number[];
  readonly fit: WeightedLeastSquares;
  /** Residuals over their expected standard deviation. */
  readonly standardized: readonly number[];
};

/** How alike the noise of two days is: `share * decay ** days` between them. */
export type NoiseCorrelation = {
  /** Part of the variance that neighbouring days can have in common, in [0, 1]. */
  readonly share: number;
  /** In [0, 0.9]. */
  readonly decay: number;
};

const leastPairs = 12;
const leastDegrees = 10;
const most = 0.9;
const independent: NoiseCorrelation = { share: 0, decay: 0 };

/**
 * How alike neighbouring days are: the lag-1 autocorrelation of the residuals, less what a regression leaves in residuals
 * of independent days (about -0.1 for weekdays and a slope over a month). The noise that the number of calls explains is
 * new every day, so only what scatters beyond it can be alike, and then the more so: with half of the variance explained,
 * a correlation of 0.2 is one of 0.4 that lasts twice as long. Independent when there are too few pairs of days to tell,
 * and when neighbours differ more than others, so that this never makes a trend surer.
 *
 * @param dispersion - variance of the residuals over what the number of calls explains; `undefined` when not known
 * @see Durbin & Watson (1950), Biometrika 37(3/4):409-428, for the expectation under independence
 */
export function residualAutocorrelation(
  { times, rows, weights, fit, standardized }: FittedDesign,
  dispersion: number | undefined,
): NoiseCorrelation {
  const degrees = rows.length - fit.coefficients.length;
  const share = dispersion === undefined ? 1 : Math.max(0, 1 - 1 / dispersion);
  let products = 0;
  let expected = 0;
  let pairs = 0;
  for (let index = 1; index < rows.length; index += 1) {
    const gap = (times[index] ?? 0) - (times[index - 1] ?? 0);
    if (Math.abs(gap - 1) > 0.5) continue;
    pairs += 1;
    products += (standardized[index] ?? 0) * (standardized[index - 1] ?? 0);
    expected -=
      leverage(fit, rows[index] ?? [], rows[index - 1] ?? []) *
      Math.sqrt((weights[index] ?? 0) * (weights[index - 1] ?? 0));
  }
  const squares = dot(standardized, standardized);
  if (pairs < leastPairs || degrees < leastDegrees || squares === 0 || share === 0) return independent;
  const observed = products / pairs / (squares / rows.length);
  const ofIndependent = expected / pairs / (degrees / rows.length);
  return { share, decay: Math.min(most, Math.max(0, (observed - ofIndependent) / share)) };
}

function leverage({ inverse }: WeightedLeastSquares, left: ArrayLike<number>, right: ArrayLike<number>): number {
  let sum = 0;
  for (const [index, column] of inverse.entries()) sum += (left[index] ?? 0) * dot(column, right);
  return sum;
}

/**
 * Variance of a weighted sum of noise whose neighbours are alike: sum of aᵢ aⱼ corr(tᵢ - tⱼ), in one pass.
 *
 * @param parts - weight times standard deviation of each, in the order of time
 */
export function correlatedVariance(
  parts: readonly number[],
  times: readonly number[],
  { share, decay }: NoiseCorrelation,
): number {
  let sum = dot(parts, parts);
  if (share * decay === 0) return sum;
  let carried = 0;
  for (let index = 1; index < parts.length; index += 1) {
    const gap = Math.max(0, (times[index] ?? 0) - (times[index - 1] ?? 0));
    carried = (carried + (parts[index - 1] ?? 0)) * decay ** gap;
    sum += 2 * share * carried * (parts[index] ?? 0);
  }
  return sum;
}
