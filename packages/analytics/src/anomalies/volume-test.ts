import { regularizedBeta } from '../distributions/incomplete-beta.ts';
import { normalQuantile } from '../distributions/normal-quantile.ts';
import { studentTTwoSided } from '../distributions/student-t-distribution.ts';
import type { DeviationTest } from './deviation-test.ts';
import { hoursPerWeek, type SkillHours } from './skill-hours.ts';
import type { SpreadEstimate, VolumeBaseline } from './volume-baseline.ts';
import { volumeWindows, weeklyChance } from './weekly-chance.ts';

/** What skills have in common, to steady what one skill's few weeks say about how much it varies. */
export type CommonSpreads = { readonly clumping: number; readonly dayVariation: number };

const leastCalls = 10;
const calmScore = 2;
// The common value weighs as much as so many windows of the skill's own.
const commonWindows = 30;

/** The skill's own estimate drawn towards the common one. */
export function steadySpread({ value, windows }: SpreadEstimate, common: number): number {
  return (value * windows + common * commonWindows) / (windows + commonWindows);
}

/**
 * The number of calls of the latest hours against what these hours of the week usually bring. The p-value is that of a
 * negative binomial distribution with the skill's own dispersion: calls come in sittings, and days differ.
 */
export function volumeTest(
  hours: SkillHours,
  endHour: number,
  { baseline, common }: { readonly baseline: VolumeBaseline; readonly common: CommonSpreads },
): DeviationTest | undefined {
  const clumping = Math.max(1, steadySpread(baseline.clumping, common.clumping));
  const dayVariation = steadySpread(baseline.dayVariation, common.dayVariation);
  let [seen, expected] = [0, 0];
  let [best, start]: [Look | undefined, Look | undefined] = [undefined, undefined];
  let [bestChance, bestP] = [2, 1];
  let isCalm = true;
  for (let back = 1; back <= 24; back += 1) {
    const hour = endHour - back;
    seen += hours.invocations[hour - hours.firstHour] ?? 0;
    expected += baseline.expected[hour % hoursPerWeek] ?? 0;
    if (expected < leastCalls && seen < leastCalls) continue;
    const usual = Math.max(expected, 0.5);
    // What is expected of a weekday stands on so many of them.
    const variance = (usual * clumping + usual * usual * dayVariation) * (1 + 1 / baseline.weeks);
    const score = (seen - usual) / Math.sqrt(variance);
    const look = { back, seen, expected: usual, variance, score };
    if (start === undefined || Math.abs(score) > Math.abs(start.score)) start = look;
    const window = volumeWindows.find((candidate) => candidate.hours === back);
    if (window === undefined) continue;
    if (back >= 12 && Math.abs(score) >= calmScore) isCalm = false;
    const pValue = withUncertainSpread(negativeBinomialTwoSided(look), baseline.dayVariation.windows);
    const chance = weeklyChance(pValue, window);
    if (best !== undefined && chance >= bestChance) continue;
    [best, bestChance, bestP] = [look, chance, pValue];
  }
  if (best === undefined || start === undefined) return undefined;
  return {
    metric: 'invocations',
    detail: null,
    baselineValue: best.expected,
    observedValue: best.seen,
    score: best.score,
    pValue: bestP,
    weeklyChance: bestChance,
    startHour: endHour - start.back,
    isCalm,
  };
}

/** The spread is an estimate: the normal deviate behind the p-value is one of Student's. */
function withUncertainSpread(pValue: number, windows: number): number {
  if (pValue >= 0.01) return pValue;
  return studentTTwoSided(-normalQuantile(Math.max(pValue, 1e-300) / 2), windows + commonWindows);
}

const uninteresting = 2.5;

type Look = {
  readonly back: number;
  readonly seen: number;
  readonly expected: number;
  readonly variance: number;
  readonly score: number;
};

function negativeBinomialTwoSided({ seen, expected, variance, score }: Look): number {
  if (Math.abs(score) < uninteresting) return 1;
  // A little more than the mean, so that it is a negative binomial and not its limit, the Poisson distribution.
  const wide = Math.max(variance, expected * 1.001);
  const size = (expected * expected) / (wide - expected);
  const success = expected / wide;
  // Each tail by its own incomplete beta function: 1 - cdf would lose the small ones.
  const tail =
    score < 0 ? regularizedBeta(success, { a: size, b: seen + 1 }) : regularizedBeta(1 - success, { a: seen, b: size });
  return Math.min(1, 2 * tail);
}
