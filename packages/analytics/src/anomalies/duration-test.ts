import { normalTwoSided } from '../distributions/normal-distribution.ts';
import { classedMean, type ClassedMean } from './classed-mean.ts';
import type { DeviationTest } from './deviation-test.ts';
import { countLogDurations, logSpread, medianLog } from './log-durations.ts';
import { type DayRange, partSums } from './part-sums.ts';
import { hoursPerDay, type SkillHours } from './skill-hours.ts';
import { timeClassOf } from './time-class.ts';
import { rateWindows, weeklyChance } from './weekly-chance.ts';

/**
 * Durations on the scale of their logarithm, as scores: `(ln seconds - centre) / spread`, cut off at ±2.5, so that a
 * call that hung for a day weighs as much as any slow one.
 *
 * @see Huber (1964), Annals of Mathematical Statistics 35(1):73-101
 */
export type DurationBaseline = {
  /** Median of ln seconds, and its MAD times 1.4826. */
  readonly centre: number;
  readonly spread: number;
  readonly scores: ClassedMean;
};

const cutOff = 2.5;
const leastBaseline = 30;
const leastObserved = 8;
const leastSpread = 0.05;
const calmScore = 2;

export function durationBaseline(hours: SkillHours, days: DayRange): DurationBaseline | undefined {
  const from = days.first * hoursPerDay - hours.firstHour;
  const all = countLogDurations(hours.logDurations, from, days.end * hoursPerDay - hours.firstHour);
  const centre = medianLog(all);
  if (centre === undefined) return undefined;
  const spread = Math.max(leastSpread, logSpread(all, centre));
  let [count, sum, squares] = [0, 0, 0];
  const parts = partSums(hours, days, (index) => {
    const scored = scoreSum(hours.logDurations[index] ?? [], { centre, spread });
    count += scored.count;
    sum += scored.sum;
    squares += scored.squares;
    return [scored.count, scored.sum];
  });
  if (count < leastBaseline) return undefined;
  const variance = Math.max(0.05, squares / count - (sum / count) ** 2);
  const scores = classedMean(parts, () => variance);
  return scores === undefined || scores.count < leastBaseline ? undefined : { centre, spread, scores };
}

/** Durations of the latest hours against their baseline: a difference of robust means on the log scale. */
export function durationTest(
  hours: SkillHours,
  endHour: number,
  baseline: DurationBaseline,
): DeviationTest | undefined {
  const { scores, centre, spread } = baseline;
  const baseVariance = scores.unitVariance / scores.count + scores.betweenDays;
  let [count, sum, expected] = [0, 0, 0];
  let [best, start]: [Look | undefined, Look | undefined] = [undefined, undefined];
  let [bestChance, bestP] = [2, 1];
  let isCalm = true;
  for (let back = 1; back <= 24; back += 1) {
    const durations = hours.logDurations[endHour - back - hours.firstHour] ?? [];
    if (durations.length > 0) {
      const scored = scoreSum(durations, baseline);
      count += scored.count;
      sum += scored.sum;
      expected += scored.count * (scores.classMeans[timeClassOf(endHour - back)] ?? scores.mean);
    }
    if (count < leastObserved) continue;
    const score = (sum - expected) / count / Math.sqrt(scores.unitVariance / count + baseVariance);
    const look = { back, score };
    if (start === undefined || Math.abs(score) > Math.abs(start.score)) start = look;
    const window = rateWindows.find((candidate) => candidate.hours === back);
    if (window === undefined) continue;
    if (back >= 12 && Math.abs(score) >= calmScore) isCalm = false;
    const pValue = normalTwoSided(score);
    const chance = weeklyChance(pValue, window);
    if (best !== undefined && chance >= bestChance) continue;
    [best, bestChance, bestP] = [look, chance, pValue];
  }
  if (best === undefined || start === undefined) return undefined;
  const isNoted = bestP < 0.01;
  const observed = isNoted ? observedMedian(hours, endHour, best.back) : undefined;
  return {
    metric: 'duration_seconds',
    detail: null,
    baselineValue: Math.exp(centre),
    // Only what may be reported is worth sorting.
    observedValue: Math.exp(observed ?? centre + (spread * (sum - expected)) / count),
    score: best.score,
    pValue: bestP,
    weeklyChance: bestChance,
    startHour: endHour - start.back,
    isCalm,
  };
}

type Look = { readonly back: number; readonly score: number };

function observedMedian(hours: SkillHours, endHour: number, back: number): number | undefined {
  const end = endHour - hours.firstHour;
  return medianLog(countLogDurations(hours.logDurations, end - back, end));
}

function scoreSum(
  durations: readonly number[],
  { centre, spread }: Pick<DurationBaseline, 'centre' | 'spread'>,
): { readonly count: number; readonly sum: number; readonly squares: number } {
  let [count, sum, squares] = [0, 0, 0];
  for (let index = 0; index < durations.length; index += 2) {
    const times = durations[index + 1] ?? 0;
    const score = Math.max(-cutOff, Math.min(cutOff, ((durations[index] ?? 0) - centre) / spread));
    count += times;
    sum += times * score;
    squares += times * score * score;
  }
  return { count, sum, squares };
}
