// A skill of which nothing is known in a phase stands where calls in other phases stand (0.3), and two calls outweigh that.
const prior = 0.3;
const priorCalls = 2;

/**
 * How much the past speaks for a skill in a phase, in [0, 1]: the mean of what its calls say, drawn towards 0.3 while they
 * are few.
 *
 * @param history - `boost` is the sum of the calls' own values
 */
export function phaseAffinity(history: { readonly calls: number; readonly boost: number } | undefined): number {
  const { calls, boost } = history ?? { calls: 0, boost: 0 };
  return (boost + prior * priorCalls) / (calls + priorCalls);
}
