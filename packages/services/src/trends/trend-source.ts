import type { AdoptionTotals, DayTotals, HourOfWeekTotals } from '@skills/analytics';
import type { RollupWindow, SkillBucket, SkillFilter, SkillKind } from '@skills/schema';

/** Days since 1970-01-01, half open. */
export type DaySpan = { readonly fromDay: number; readonly toDay: number };

export type TrendSkill = { readonly skillName: string; readonly kind: SkillKind };

/** A day in which a skill ran. */
export type SkillDay = Omit<DayTotals, 'from' | 'to'>;

/** The days in which one skill ran, in order. */
export type SkillDaySeries = TrendSkill & { readonly days: readonly SkillDay[] };

export type ActiveDay = { readonly day: number; readonly firstHour: number; readonly lastHour: number };

/** What trends read: rollups, never the log. */
export type TrendSource = {
  /** Every skill that ran in the span, in one query; of one name when asked. */
  skillDays(
    span: DaySpan,
    filter: { readonly skillName?: string | undefined; readonly kind?: SkillKind | undefined },
  ): Promise<readonly SkillDaySeries[]>;
  /** The kinds that bear a name, whenever they ran. */
  kindsOf(skillName: string): Promise<readonly SkillKind[]>;
  /** First and last moment of the whole log, UTC epoch milliseconds; `undefined` for an empty one. */
  logSpan(): Promise<{ readonly firstMs: number; readonly lastMs: number } | undefined>;
  /** First and last hour, 0 to 23, of each day in which anything ran. */
  activeHours(span: DaySpan): Promise<readonly ActiveDay[]>;
  hoursOfWeek(span: DaySpan, skill: TrendSkill): Promise<readonly HourOfWeekTotals[]>;
  /** Every day in which the skill ever ran, with the sessions that had not run it before. */
  newSessions(skill: TrendSkill): Promise<readonly AdoptionTotals[]>;
};

export type BucketSource = {
  skillBuckets(window: RollupWindow, filter: SkillFilter): Promise<readonly SkillBucket[]>;
};
