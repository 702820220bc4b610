import { median, medianAbsoluteDeviation, normalConsistency } from '../inference/quantile.ts';

/** What is unusual among costs, by two rules. */
export type CostAnomalies = {
  readonly count: number;
  readonly mean: number;
  readonly median: number;
  /** Above this a cost is an anomaly by the predecessor's rule: twice the mean. */
  readonly seedThreshold: number;
  /** Above this it is one by the robust rule; `null` while there are too few costs. */
  readonly robustThreshold: number | null;
  /** The costs above either threshold, the highest first, by their place in the input. */
  readonly anomalies: readonly CostAnomaly[];
};

export type CostAnomaly = {
  readonly index: number;
  readonly costUsd: number;
  readonly bySeed: boolean;
  readonly byRobust: boolean;
  /** Times the median; `null` when the median is 0. */
  readonly timesMedian: number | null;
};

/** Below this many costs their spread is not known. */
export const fewestCosts = 10;

// As many robust standard deviations as Iglewicz and Hoaglin (1993) advise.
const deviations = 3.5;
// Costs that are almost equal have a spread near nought: a cost is not unusual below half as much again.
const leastRatio = 1.5;

/**
 * Costs that stand out: above twice their mean, as the predecessor has it (one huge cost hides all others from it), and
 * above what median and median absolute deviation of the logarithms allow (costs are skewed).
 *
 * @param costs - USD, finite and `>= 0`
 * @returns `undefined` without costs
 * @throws {RangeError} when a cost is not such a number
 */
export function costAnomalies(costs: readonly number[]): CostAnomalies | undefined {
  const wrong = costs.find((cost) => !(cost >= 0 && cost < Infinity));
  if (wrong !== undefined) throw new RangeError(`costAnomalies requires finite costs >= 0, got ${wrong}`);
  if (costs.length === 0) return undefined;
  const mean = costs.reduce((sum, cost) => sum + cost, 0) / costs.length;
  const middle = median(costs);
  const seedThreshold = 2 * mean;
  const robustThreshold = thresholdOfLogarithms(costs);
  const anomalies = costs
    .map((costUsd, index) => ({
      index,
      costUsd,
      bySeed: costUsd > seedThreshold,
      byRobust: robustThreshold !== null && costUsd > robustThreshold,
      timesMedian: middle === 0 ? null : costUsd / middle,
    }))
    .filter(({ bySeed, byRobust }) => bySeed || byRobust)
    .toSorted((a, b) => b.costUsd - a.costUsd || a.index - b.index);
  return { count: costs.length, mean, median: middle, seedThreshold, robustThreshold, anomalies };
}

function thresholdOfLogarithms(costs: readonly number[]): number | null {
  const logarithms = costs.filter((cost) => cost > 0).map(Math.log);
  if (logarithms.length < fewestCosts) return null;
  const spread = normalConsistency * medianAbsoluteDeviation(logarithms);
  return Math.exp(median(logarithms) + Math.max(deviations * spread, Math.log(leastRatio)));
}
