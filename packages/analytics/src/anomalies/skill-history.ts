import type { WatchedSkill } from '@skills/schema';
import type { SkillBaseline } from './skill-baseline.ts';
import type { SkillHours } from './skill-hours.ts';

export type SkillHistory = WatchedSkill & { readonly hours: SkillHours };

/** The baselines of a UTC day, by skill, and the calls that each stands on. */
export type DayBaselines = {
  /** Since the epoch. */
  readonly day: number;
  readonly bySkill: ReadonlyMap<number, { readonly baseline: SkillBaseline; readonly invocations: number }>;
};
