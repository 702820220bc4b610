import { requireSuccessCounts, type SuccessCounts } from './success-counts.ts';

/**
 * Two-sided p-value that two groups share one success rate, exact at every size, which matters because the newer group
 * often has only a handful of calls. Sums the hypergeometric probabilities that are no larger than the observed one.
 *
 * @param a - `{ successes, trials }` of one group, integers `0 <= successes <= trials`
 * @returns p in [0, 1]; 1 when either group is empty
 * @throws {RangeError} when the counts are not such integers
 * @see Fisher (1922), JRSS 85(1):87-94, doi:10.2307/2340521
 * @example
 * fisherExactTest({ successes: 1, trials: 10 }, { successes: 11, trials: 14 }); // 0.002759
 */
export function fisherExactTest(a: SuccessCounts, b: SuccessCounts): number {
  requireSuccessCounts(a, 'fisherExactTest');
  requireSuccessCounts(b, 'fisherExactTest');
  const trials = a.trials + b.trials;
  const successes = a.successes + b.successes;
  const lowest = Math.max(0, successes - b.trials);
  const highest = Math.min(a.trials, successes);
  if (lowest === highest) return 1;
  // log P(x) up to a constant, by the ratio of neighbours: no factorials, no loss of digits.
  const logs = new Float64Array(highest - lowest + 1);
  for (let x = lowest + 1; x <= highest; x += 1) {
    const up = (a.trials - x + 1) * (successes - x + 1);
    const down = x * (trials - a.trials - successes + x);
    logs[x - lowest] = (logs[x - lowest - 1] ?? 0) + Math.log(up / down);
  }
  const peak = logs.reduce((largest, log) => Math.max(largest, log), Number.NEGATIVE_INFINITY);
  const weights = logs.map((log) => Math.exp(log - peak));
  // The tolerance lets probabilities that are equal but for rounding count as equal, as R and scipy do.
  const limit = (weights[a.successes - lowest] ?? 0) * (1 + 1e-7);
  let total = 0;
  let extreme = 0;
  for (const weight of weights) {
    total += weight;
    if (weight <= limit) extreme += weight;
  }
  return Math.min(1, extreme / total);
}
