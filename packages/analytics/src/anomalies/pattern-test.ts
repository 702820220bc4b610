import { regularizedBeta } from '../distributions/incomplete-beta.ts';
import type { DeviationTest } from './deviation-test.ts';
import { hoursPerDay, hoursPerWeek, type SkillHours } from './skill-hours.ts';
import { type VolumeBaseline, weeksOfPrior } from './volume-baseline.ts';
import { type CommonSpreads, steadySpread } from './volume-test.ts';
import { patternWindows, weeklyChance } from './weekly-chance.ts';

const blockHours = 8;
const stepHours = 2;
// Twelve blocks overlap by three quarters; they are worth about six separate looks.
const separateBlocks = 6;
const leastCalls = 20;
const calmScore = 2.5;
const uninteresting = 2.5;

/**
 * When the calls of the last 24 hours happened, against when they usually do: the share of each block of eight hours.
 * It does not depend on how many calls there were, which `volumeTest` judges.
 */
export function patternTest(
  hours: SkillHours,
  endHour: number,
  { baseline, common }: { readonly baseline: VolumeBaseline; readonly common: CommonSpreads },
): DeviationTest | undefined {
  const { calls, usual, all, allUsual, usualYesterday, firstToday } = lastDay(hours, endHour, baseline);
  if (all < leastCalls || allUsual <= 0) return undefined;
  const clumping = Math.max(1, steadySpread(baseline.clumping, common.clumping));
  const dayVariation = steadySpread(baseline.dayVariation, common.dayVariation);
  // The usual shares are estimates too.
  const ratio = clumping * (1 + 1.5 / (baseline.weeks + weeksOfPrior));
  const yesterday = usualYesterday / allUsual;
  let best: Block | undefined;
  for (let first = 0; first < hoursPerDay; first += stepHours) {
    const inside = sumFrom(calls, first);
    const share = Math.min(0.999, Math.max(0.001, sumFrom(usual, first) / allUsual));
    // The 24 hours lie in two days; a busy day after a quiet one moves shares a little.
    const shareYesterday = sumFrom(usual, first, firstToday) / allUsual;
    const ofDays = 2 * dayVariation * (shareYesterday - share * yesterday) ** 2;
    const dispersion = ratio + (ofDays * all) / (share * (1 - share));
    const score = (inside / all - share) / Math.sqrt((share * (1 - share) * dispersion) / all);
    if (best !== undefined && Math.abs(score) <= Math.abs(best.score)) continue;
    best = { first, inside, share, score, dispersion };
  }
  const window = patternWindows[0];
  if (best === undefined || window === undefined) return undefined;
  const pValue = Math.min(1, separateBlocks * twoSided(best, all));
  return {
    metric: 'hour_pattern',
    detail: `${twoDigits(best.first)}-${twoDigits((best.first + blockHours) % hoursPerDay)}`,
    baselineValue: best.share,
    observedValue: best.inside / all,
    score: best.score,
    pValue,
    weeklyChance: weeklyChance(pValue, window),
    startHour: firstUnusualHour(hours, endHour, best.first),
    isCalm: Math.abs(best.score) < calmScore,
  };
}

type LastDay = {
  /** By hour of the day: calls, and how many are usual. */
  readonly calls: Float64Array;
  readonly usual: Float64Array;
  readonly all: number;
  readonly allUsual: number;
  readonly usualYesterday: number;
  /** Hours of the day from here on are those of yesterday. */
  readonly firstToday: number;
};

function lastDay(hours: SkillHours, endHour: number, { expected }: VolumeBaseline): LastDay {
  const calls = new Float64Array(hoursPerDay);
  const usual = new Float64Array(hoursPerDay);
  const firstToday = endHour % hoursPerDay;
  let [all, allUsual, usualYesterday] = [0, 0, 0];
  for (let hour = endHour - hoursPerDay; hour < endHour; hour += 1) {
    const count = hours.invocations[hour - hours.firstHour] ?? 0;
    const foreseen = expected[hour % hoursPerWeek] ?? 0;
    calls[hour % hoursPerDay] = count;
    usual[hour % hoursPerDay] = foreseen;
    all += count;
    allUsual += foreseen;
    if (hour % hoursPerDay >= firstToday) usualYesterday += foreseen;
  }
  return { calls, usual, all, allUsual, usualYesterday, firstToday };
}

type Block = {
  readonly first: number;
  readonly inside: number;
  readonly share: number;
  readonly score: number;
  /** Variance over that of independent calls. */
  readonly dispersion: number;
};

/** @param fromHour - hours of the day before it are left out */
function sumFrom(byHour: Float64Array, first: number, fromHour = 0): number {
  let sum = 0;
  for (let hour = first; hour < first + blockHours; hour += 1) {
    if (hour % hoursPerDay >= fromHour) sum += byHour[hour % hoursPerDay] ?? 0;
  }
  return sum;
}

/** Binomial tails with both counts divided by the dispersion, as a continuous function of them. */
function twoSided({ inside, share, score, dispersion }: Block, all: number): number {
  if (Math.abs(score) < uninteresting) return 1;
  const [count, rest] = [inside / dispersion, (all - inside) / dispersion];
  const tail =
    score > 0
      ? regularizedBeta(share, { a: Math.max(count, 1e-9), b: rest + 1 })
      : regularizedBeta(1 - share, { a: Math.max(rest, 1e-9), b: count + 1 });
  return Math.min(1, 2 * tail);
}

/** The block has begun, or it was due and stayed away: its first hour in the last day. */
function firstUnusualHour(hours: SkillHours, endHour: number, first: number): number {
  const start = endHour - hoursPerDay;
  return Math.max(hours.firstHour, start + ((first - (start % hoursPerDay) + hoursPerDay) % hoursPerDay));
}

function twoDigits(hour: number): string {
  return String(hour).padStart(2, '0');
}
