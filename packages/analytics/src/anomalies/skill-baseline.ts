import { median } from '../inference/quantile.ts';
import type { ClassedMean } from './classed-mean.ts';
import { durationBaseline, type DurationBaseline } from './duration-test.ts';
import { rateBaseline } from './rate-test.ts';
import { hoursPerDay, type SkillHours } from './skill-hours.ts';
import { volumeBaseline, type VolumeBaseline } from './volume-baseline.ts';
import type { CommonSpreads } from './volume-test.ts';

/** Days of history that a baseline stands on. */
export const baselineDays = 42;

/** What is usual for one skill on one UTC day. A part is missing when its history is too short. */
export type SkillBaseline = {
  readonly rate: ClassedMean | undefined;
  readonly duration: DurationBaseline | undefined;
  readonly volume: VolumeBaseline | undefined;
};

/** The days a baseline of `day` stands on: 42, up to the day before yesterday, so that no window of 24 hours is in it. */
export function baselineRange(day: number): { readonly first: number; readonly end: number } {
  return { first: day - 1 - baselineDays, end: day - 1 };
}

/**
 * @param hours - at least the hours of `baselineRange(day)`; what lies outside counts as empty
 * @param day - UTC days since the epoch
 */
export function skillBaseline(hours: SkillHours, day: number): SkillBaseline {
  const range = baselineRange(day);
  const first = Math.max(range.first, Math.ceil(hours.firstHour / hoursPerDay));
  const days = { first: Math.min(first, range.end), end: range.end };
  return {
    rate: rateBaseline(hours, days),
    duration: durationBaseline(hours, days),
    volume: volumeBaseline(hours, days),
  };
}

/** The middle of what the skills themselves show. */
export function commonSpreads(baselines: readonly (SkillBaseline | undefined)[]): CommonSpreads {
  const volumes = baselines.flatMap((baseline) => baseline?.volume ?? []);
  if (volumes.length === 0) return { clumping: 1, dayVariation: 0 };
  return {
    clumping: Math.max(1, median(volumes.map(({ clumping }) => clumping.value))),
    dayVariation: median(volumes.map(({ dayVariation }) => dayVariation.value)),
  };
}
