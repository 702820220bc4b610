import { z } from 'zod';
import { countSchema, resultTimeSchema, secondsSchema, skillKindSchema, windowSchema } from './measures.ts';

/** What a trend may be asked of. */
export const trendMetrics = ['completion_rate', 'avg_duration_seconds', 'invocation_count'] as const;
export type TrendMetric = (typeof trendMetrics)[number];

/** More calls are better, so are shorter ones. */
export const trendDirections = ['improving', 'declining', 'stable', 'insufficient_data'] as const;
export type TrendDirection = (typeof trendDirections)[number];

export const trendMetricSchema = z.enum(trendMetrics);
const probabilitySchema = z.number().min(0).max(1);
/** In the unit of the metric: a fraction, seconds, or calls a day. */
const valueSchema = z.number().nullable();

/** The line through the days; every number `null` with too little data. */
export const trendLineSchema = z.object({
  trend: z.enum(trendDirections),
  /** Change of the metric in a day, with its 95 % interval. */
  slopePerDay: valueSchema,
  slopeLower: valueSchema,
  slopeUpper: valueSchema,
  /** The line at the middle of the first and of the last day. */
  startValue: valueSchema,
  endValue: valueSchema,
  /** 100 (end - start) / start; `null` when the line starts at 0. */
  changePercent: valueSchema,
  /** Of a slope of 0, two-sided. */
  pValue: probabilitySchema.nullable(),
  /** Days that the line goes through, and the calls behind them: those that count for the metric. */
  observedDays: countSchema,
  sampleSize: countSchema,
});
export type TrendLine = z.infer<typeof trendLineSchema>;

export const changePointSchema = z.object({
  /** Start of the first UTC day of the new level. */
  at: resultTimeSchema,
  before: z.number(),
  after: z.number(),
  change: z.number(),
  changePercent: valueSchema,
  /** Allows for every day having been looked at. */
  pValue: probabilitySchema,
});
export type ChangePointRow = z.infer<typeof changePointSchema>;

export const trendPointSchema = z.object({
  /** Start of the UTC day. */
  day: resultTimeSchema,
  value: z.number(),
  /** Calls behind the value. */
  sampleSize: countSchema,
  /** The value without its weekday's usual difference, and the line there; `null` without a line. */
  adjusted: valueSchema,
  fitted: valueSchema,
  /** Share of the day that was seen. A count of a part of a day takes no part in the line. */
  coverage: z.number().min(0).max(1),
});
export type TrendPointRow = z.infer<typeof trendPointSchema>;

const hourOfWeekSchema = z.object({
  /** Monday is 0. */
  weekday: z.int().min(0).max(6),
  hour: z.int().min(0).max(23),
  invocations: countSchema,
  /** `null` for an hour of the week that the window does not reach. */
  callsPerHour: valueSchema,
  completionRate: probabilitySchema.nullable(),
  averageDurationSeconds: secondsSchema.nullable(),
});

export const seasonalitySchema = z.object({
  /** The line stands for an average day of the week: usual differences of weekdays are taken out. */
  weekdayAdjusted: z.boolean(),
  /** Difference of each weekday, Monday first, in the unit of the metric; `null` when not adjusted. */
  weekdayEffects: z.array(z.number()).length(7).nullable(),
  /** Hours of the week in which it ran, in UTC. */
  profile: z.array(hourOfWeekSchema),
  busiest: z.object({ weekday: z.int().min(0).max(6), hour: z.int().min(0).max(23) }).nullable(),
});
export type Seasonality = z.infer<typeof seasonalitySchema>;

export const adoptionDaySchema = z.object({
  day: resultTimeSchema,
  invocations: countSchema,
  /** Sessions that ran the skill for the first time, and how many had until the end of the day. */
  newSessions: countSchema,
  cumulativeSessions: countSchema,
});
export type AdoptionDay = z.infer<typeof adoptionDaySchema>;

export const adoptionSchema = z.object({ firstSeen: resultTimeSchema, days: z.array(adoptionDaySchema) });
export type Adoption = z.infer<typeof adoptionSchema>;

export const trendResultSchema = z.object({
  window: windowSchema,
  skillName: z.string(),
  kind: skillKindSchema,
  metric: trendMetricSchema,
  ...trendLineSchema.shape,
  theilSen: z.object({ slopePerDay: z.number(), slopeLower: z.number(), slopeUpper: z.number() }).nullable(),
  mannKendall: z.object({ s: z.number(), z: z.number(), pValue: probabilitySchema }).nullable(),
  /** How much the days scatter beyond what their number of calls explains (1: not at all), and how alike neighbours are. */
  dispersion: valueSchema,
  autocorrelation: valueSchema,
  /** Days before the window that weekdays and scatter are learned from. */
  historyDays: countSchema,
  changePoints: z.array(changePointSchema),
  seasonality: seasonalitySchema,
  /** Of a skill that is new in the window. */
  adoption: adoptionSchema.nullable(),
  points: z.array(trendPointSchema),
});
export type TrendResult = z.infer<typeof trendResultSchema>;

export const skillTrendSchema = z.object({
  skillName: z.string(),
  kind: skillKindSchema,
  invocations: countSchema,
  /** By `qValue`, so that among those flagged at most 5 % are expected to be false. */
  ...trendLineSchema.shape,
  qValue: probabilitySchema.nullable(),
});
export type SkillTrend = z.infer<typeof skillTrendSchema>;

/** Every skill at once, the surest first. */
export const trendsResultSchema = z.object({
  window: windowSchema,
  metric: trendMetricSchema,
  falseDiscoveryRate: z.number(),
  /** Skills with enough data. */
  tested: countSchema,
  trends: z.array(skillTrendSchema),
});
export type TrendsResult = z.infer<typeof trendsResultSchema>;
