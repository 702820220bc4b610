import { requireFraction } from '../distributions/requirements.ts';
import { chiSquaredGoodnessOfFitTest } from '../inference/chi-squared-test.ts';

export type SampleRatioCheck = {
  /** `mismatch`: arms are of other sizes than chance allows, so that whatever sorted users also shapes the result. */
  readonly kind: 'as-planned' | 'mismatch' | 'no-users';
  readonly pValue: number;
  readonly chiSquared: number;
};

/**
 * Sample-ratio check: do the arms hold as many users as the planned shares say?
 *
 * @param observed - users per arm
 * @param shares - planned shares, `> 0`
 * @param options - `alpha` is where a mismatch is called, 0.001 unless told otherwise, as it is checked all the time
 * @throws {RangeError} when a count or share is out of range, or their numbers differ
 * @see Fabijan et al. (2019), KDD, doi:10.1145/3292500.3330722
 * @example
 * sampleRatioCheck([5500, 4500], [0.5, 0.5]); // { kind: 'mismatch', pValue: 1.52e-23, chiSquared: 100 }
 */
export function sampleRatioCheck(
  observed: readonly number[],
  shares: readonly number[],
  { alpha = 0.001 }: { readonly alpha?: number | undefined } = {},
): SampleRatioCheck {
  requireFraction(alpha, 'the alpha of sampleRatioCheck');
  const test = chiSquaredGoodnessOfFitTest(observed, shares);
  if (test.kind === 'no-variation') return { kind: 'no-users', pValue: 1, chiSquared: 0 };
  const { pValue, chiSquared } = test;
  return { kind: pValue < alpha ? 'mismatch' : 'as-planned', pValue, chiSquared };
}
