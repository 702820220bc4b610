import { median } from '../inference/quantile.ts';
import { hoursPerDay } from './skill-hours.ts';
import { hoursPerPart, partsPerDay, timeClasses, timeClassOf } from './time-class.ts';

/**
 * Baseline of a mean (a completion rate, a robust location of durations): what to expect in each class of time, and how
 * uncertain that is.
 */
export type ClassedMean = {
  readonly mean: number;
  /** How many values it stands on. */
  readonly count: number;
  /** Variance of one value. */
  readonly unitVariance: number;
  /** Variance from day to day beyond that of chance. */
  readonly betweenDays: number;
  /** Expected mean in each time class, shrunk towards `mean` as far as the classes do not clearly differ. */
  readonly classMeans: Float64Array;
};

/** Sums over the six-hour parts of whole days. Entry `i` is part `i % 4` of day `firstDay + i / 4`. */
export type PartSums = {
  readonly firstDay: number;
  readonly counts: Float64Array;
  readonly sums: Float64Array;
};

// A day further out, in robust standard deviations of days, is no part of the baseline: it was an anomaly itself.
const outlierScore = 3.5;

/**
 * @param unitVarianceOf - variance of one value when the mean is as given
 * @returns `undefined` when nothing was counted
 */
export function classedMean(parts: PartSums, unitVarianceOf: (mean: number) => number): ClassedMean | undefined {
  const kept = withoutOutlierDays(parts, unitVarianceOf);
  const { count, sum } = total(kept);
  if (count === 0) return undefined;
  const mean = sum / count;
  const unitVariance = unitVarianceOf(mean);
  const classMeans = shrunkClassMeans(kept, { mean, unitVariance });
  return { mean, count, unitVariance, classMeans, betweenDays: betweenDays(kept, { classMeans, unitVariance }) };
}

function total({ counts, sums }: PartSums): { readonly count: number; readonly sum: number } {
  let [count, sum] = [0, 0];
  for (let part = 0; part < counts.length; part += 1) {
    count += counts[part] ?? 0;
    sum += sums[part] ?? 0;
  }
  return { count, sum };
}

/** Leaves out the days that differ most, round by round, because each of them hides the next. */
function withoutOutlierDays(parts: PartSums, unitVarianceOf: (mean: number) => number): PartSums {
  const counts = parts.counts.slice();
  const sums = parts.sums.slice();
  const kept = { firstDay: parts.firstDay, counts, sums };
  const days = counts.length / partsPerDay;
  const scores = new Float64Array(days);
  for (let round = 0; round < 8; round += 1) {
    const { count, sum } = total(kept);
    if (count === 0) return kept;
    const variance = Math.max(unitVarianceOf(sum / count), 1e-12);
    for (let day = 0; day < days; day += 1) scores[day] = dayScore(kept, day, { mean: sum / count, variance });
    const known = [...scores].filter((score) => score !== 0).map(Math.abs);
    const spread = Math.max(1, 1.4826 * middle(known));
    const largest = Math.max(0, ...known) / spread;
    if (largest <= outlierScore) return kept;
    for (let day = 0; day < days; day += 1) {
      if (Math.abs(scores[day] ?? 0) / spread < Math.max(outlierScore, 0.6 * largest)) continue;
      counts.fill(0, day * partsPerDay, (day + 1) * partsPerDay);
      sums.fill(0, day * partsPerDay, (day + 1) * partsPerDay);
    }
  }
  return kept;
}

function dayScore(
  { counts, sums }: PartSums,
  day: number,
  { mean, variance }: { readonly mean: number; readonly variance: number },
): number {
  let [count, sum] = [0, 0];
  for (let part = day * partsPerDay; part < (day + 1) * partsPerDay; part += 1) {
    count += counts[part] ?? 0;
    sum += sums[part] ?? 0;
  }
  // Half a value more in the variance, for the skew of small counts.
  return count === 0 ? 0 : (sum - count * mean) / Math.sqrt(variance * count + 0.5);
}

function middle(values: readonly number[]): number {
  return values.length === 0 ? 0 : median(values);
}

type Level = { readonly mean: number; readonly unitVariance: number };

/** Empirical Bayes with the moment estimate of DerSimonian & Laird (1986), Controlled Clinical Trials 7(3):177-188. */
function shrunkClassMeans({ firstDay, counts, sums }: PartSums, { mean, unitVariance }: Level): Float64Array {
  const classCounts = new Float64Array(timeClasses);
  const classSums = new Float64Array(timeClasses);
  for (let part = 0; part < counts.length; part += 1) {
    const timeClass = timeClassOf(firstDay * hoursPerDay + part * hoursPerPart);
    classCounts[timeClass] = (classCounts[timeClass] ?? 0) + (counts[part] ?? 0);
    classSums[timeClass] = (classSums[timeClass] ?? 0) + (sums[part] ?? 0);
  }
  const between = excessVariance(
    Array.from(classCounts, (count, index) => ({ count, difference: (classSums[index] ?? 0) / count - mean })),
    unitVariance,
  );
  return classCounts.map((count, index) => {
    if (count === 0) return mean;
    const weight = between / (between + unitVariance / count);
    return Number.isNaN(weight) ? mean : mean + weight * ((classSums[index] ?? 0) / count - mean);
  });
}

function betweenDays(
  { firstDay, counts, sums }: PartSums,
  { classMeans, unitVariance }: { readonly classMeans: Float64Array; readonly unitVariance: number },
): number {
  const days = Array.from({ length: counts.length / partsPerDay }, (_, day) => {
    let [count, difference] = [0, 0];
    for (let part = day * partsPerDay; part < (day + 1) * partsPerDay; part += 1) {
      const expected = classMeans[timeClassOf(firstDay * hoursPerDay + part * hoursPerPart)] ?? 0;
      count += counts[part] ?? 0;
      difference += (sums[part] ?? 0) - (counts[part] ?? 0) * expected;
    }
    return { count, difference: difference / count };
  });
  return excessVariance(days, unitVariance);
}

type Group = { readonly count: number; readonly difference: number };

/** Variance between groups beyond chance; only what exceeds chance by one standard deviation counts, so that noise is 0. */
function excessVariance(groups: readonly Group[], unitVariance: number): number {
  if (!(unitVariance > 0)) return 0;
  let [known, squares, weights, squaredWeights] = [0, 0, 0, 0];
  for (const { count, difference } of groups) {
    if (count === 0) continue;
    const weight = count / unitVariance;
    known += 1;
    squares += weight * difference * difference;
    weights += weight;
    squaredWeights += weight * weight;
  }
  if (known < 2) return 0;
  const expected = known - 1;
  const excess = squares - expected - Math.sqrt(2 * expected);
  return Math.max(0, excess / (weights - squaredWeights / weights));
}
