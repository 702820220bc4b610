import { classedMean, type ClassedMean } from './classed-mean.ts';
import type { DeviationTest } from './deviation-test.ts';
import { type DayRange, partSums } from './part-sums.ts';
import { rateChance, rateScore } from './rate-deviation.ts';
import type { SkillHours } from './skill-hours.ts';
import { timeClassOf } from './time-class.ts';
import { rateWindows, weeklyChance } from './weekly-chance.ts';

const leastBaseline = 30;
const leastObserved = 5;
const calmScore = 2;
// Scores this small are never an anomaly: 1 is a sufficient bound of their p-value.
const uninteresting = 2.5;

/** Completion rate of the days of a baseline; half a call is added to each side, so that 100 % is not certain. */
export function rateBaseline(hours: SkillHours, days: DayRange): ClassedMean | undefined {
  const parts = partSums(hours, days, (index) => [
    (hours.completed[index] ?? 0) + (hours.failed[index] ?? 0),
    hours.completed[index] ?? 0,
  ]);
  const baseline = classedMean(parts, (mean) => mean * (1 - mean));
  if (baseline === undefined || baseline.count < leastBaseline) return undefined;
  const mean = (baseline.mean * baseline.count + 0.5) / (baseline.count + 1);
  return { ...baseline, mean, unitVariance: mean * (1 - mean) };
}

/**
 * The completion rate of the latest hours against its baseline. The score is a difference of rates in standard errors;
 * the p-value comes from the beta-binomial distribution, exact for small counts and wide for small baselines.
 *
 * @param endHour - the hour after the last that is looked at
 */
export function rateTest(hours: SkillHours, endHour: number, baseline: ClassedMean): DeviationTest | undefined {
  const baseVariance = baseline.unitVariance / baseline.count + baseline.betweenDays;
  let [known, completed, expected] = [0, 0, 0];
  let [best, start]: [Look | undefined, Look | undefined] = [undefined, undefined];
  let [bestChance, bestP] = [2, 1];
  let isCalm = true;
  for (let back = 1; back <= 24; back += 1) {
    const index = endHour - back - hours.firstHour;
    const count = (hours.completed[index] ?? 0) + (hours.failed[index] ?? 0);
    if (count > 0) {
      known += count;
      completed += hours.completed[index] ?? 0;
      expected += count * clampRate(baseline.classMeans[timeClassOf(endHour - back)] ?? baseline.mean);
    }
    if (known < leastObserved) continue;
    const rate = expected / known;
    const score = rateScore({ known, completed }, { rate, variance: baseVariance });
    const look = { back, known, completed, rate, score };
    if (start === undefined || Math.abs(score) > Math.abs(start.score)) start = look;
    const window = rateWindows.find((candidate) => candidate.hours === back);
    if (window === undefined) continue;
    if (back >= 12 && Math.abs(score) >= calmScore) isCalm = false;
    const pValue = Math.abs(score) < uninteresting ? 1 : rateChance(look, { rate, variance: baseVariance });
    const chance = weeklyChance(pValue, window);
    if (best !== undefined && chance >= bestChance) continue;
    [best, bestChance, bestP] = [look, chance, pValue];
  }
  if (best === undefined || start === undefined) return undefined;
  return {
    metric: 'completion_rate',
    detail: null,
    baselineValue: best.rate,
    observedValue: best.completed / best.known,
    score: best.score,
    pValue: bestP,
    weeklyChance: bestChance,
    startHour: endHour - start.back,
    isCalm,
  };
}

type Look = {
  readonly back: number;
  readonly known: number;
  readonly completed: number;
  readonly rate: number;
  readonly score: number;
};

function clampRate(rate: number): number {
  return Math.min(0.9995, Math.max(0.0005, rate));
}
