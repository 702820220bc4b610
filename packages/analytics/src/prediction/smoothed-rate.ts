/** Known outcomes that the overall rate counts for beside those of the skill itself. */
export const smoothingWeight = 10;

/** What is known of one skill. */
export type KnownOutcomes = { readonly completed: number; readonly known: number };

/**
 * The success rate of a skill, drawn towards the overall rate while it has few known outcomes: the mean of the Beta
 * posterior whose prior is worth `smoothingWeight` outcomes.
 *
 * @param overallRate - in [0, 1]
 * @throws {RangeError} naming the value that is out of range
 * @example
 * smoothedRate({ completed: 1, known: 1 }, 0.7); // 0.727: one success says little
 */
export function smoothedRate({ completed, known }: KnownOutcomes, overallRate: number): number {
  if (!(known >= 0 && known < Infinity)) throw new RangeError(`smoothedRate requires known >= 0, got ${known}`);
  if (!(completed >= 0 && completed <= known)) {
    throw new RangeError(`smoothedRate requires completed in [0, ${known}], got ${completed}`);
  }
  if (!(overallRate >= 0 && overallRate <= 1)) {
    throw new RangeError(`smoothedRate requires an overall rate in [0, 1], got ${overallRate}`);
  }
  return (completed + smoothingWeight * overallRate) / (known + smoothingWeight);
}
