import { z } from 'zod';
import {
  countSchema,
  fractionSchema,
  resultTimeSchema,
  secondsSchema,
  skillKindSchema,
  windowSchema,
} from './measures.ts';

/** Calendar periods in UTC; weeks begin on Monday. */
export const aggregateWindows = ['daily', 'weekly', 'monthly', 'all'] as const;
export type AggregateWindow = (typeof aggregateWindows)[number];
const aggregateWindowSchema = z.enum(aggregateWindows);

const optionalTimeSchema = resultTimeSchema.nullable();
const probabilitySchema = z.number().min(0).max(1);

/** A registered project. Its path stays in the registry. */
export const registeredProjectSchema = z.object({
  projectId: z.string(),
  projectName: z.string(),
  projectType: z.string(),
  isActive: z.boolean(),
  registeredAt: optionalTimeSchema,
  lastSyncAt: optionalTimeSchema,
  /** Calls of the log; `null` until they were aggregated. */
  invocations: countSchema.nullable(),
  lastUsedAt: optionalTimeSchema,
});
export type RegisteredProjectRow = z.infer<typeof registeredProjectSchema>;

/** What collecting from one project did. */
export const projectCollectSchema = z.object({
  projectId: z.string(),
  collected: countSchema,
  /** Known already. */
  skipped: countSchema,
  errors: countSchema,
  errorDetails: z.array(z.string()),
});
export type ProjectCollectResult = z.infer<typeof projectCollectSchema>;

/** How old what is shown is. */
export const aggregateFreshnessSchema = z.object({
  /** Newest collection from a registered project. */
  collectedAt: optionalTimeSchema,
  collectionAgeSeconds: secondsSchema.nullable(),
  computedAt: optionalTimeSchema,
  aggregateAgeSeconds: secondsSchema.nullable(),
  /** Days in which the log has changed since. */
  daysBehind: countSchema,
  /** Projects that were registered or removed since. */
  projectsBehind: countSchema,
});
export type AggregateFreshness = z.infer<typeof aggregateFreshnessSchema>;

export const projectsResultSchema = z.object({
  projects: z.array(registeredProjectSchema),
  /** Seen by collectors and not registered: they take no part in anything across projects. */
  unregistered: z.array(z.object({ projectId: z.string(), projectName: z.string() })),
  freshness: aggregateFreshnessSchema,
});
export type ProjectsResult = z.infer<typeof projectsResultSchema>;

export const projectChangeSchema = z.object({
  action: z.enum(['added', 'removed']),
  project: registeredProjectSchema,
  collect: projectCollectSchema.nullable(),
});
export type ProjectChangeResult = z.infer<typeof projectChangeSchema>;

/** A rate among calls with a known outcome, with Wilson's interval. */
const successSchema = z.object({
  totalInvocations: countSchema,
  successfulCompletions: countSchema,
  failures: countSchema,
  successRate: fractionSchema.nullable(),
  successRateLower: fractionSchema.nullable(),
  successRateUpper: fractionSchema.nullable(),
});
export type SuccessCounts = z.infer<typeof successSchema>;

export const topProjectSkillSchema = z.object({
  skillName: z.string(),
  kind: skillKindSchema,
  ...successSchema.shape,
  averageDurationSeconds: secondsSchema.nullable(),
  averageFollowUpActions: z.number().min(0).nullable(),
  firstUsed: resultTimeSchema,
  lastUsed: resultTimeSchema,
});
export type TopProjectSkill = z.infer<typeof topProjectSkillSchema>;

export const aggregateResultSchema = z.object({
  timeWindow: aggregateWindowSchema,
  window: windowSchema,
  /** `null` is every registered and active project together. */
  projectId: z.string().nullable(),
  /** Rows that the aggregates now hold of this window and project, all periods. */
  aggregates: countSchema,
  projectsCounted: countSchema,
  projectsRemoved: countSchema,
  daysChanged: countSchema,
  durationSeconds: secondsSchema,
  summary: z.object({
    projects: countSchema,
    uniqueSkills: countSchema,
    ...successSchema.shape,
    averageDurationSeconds: secondsSchema.nullable(),
  }),
  topSkills: z.array(topProjectSkillSchema),
  /** Of `--collect`. */
  collected: z.array(projectCollectSchema),
  freshness: aggregateFreshnessSchema,
});
export type AggregateResult = z.infer<typeof aggregateResultSchema>;

/** A statement, with what it rests on. */
export const insightSchema = z.object({
  type: z.enum(['low_success', 'excellent_success', 'high_follow_up']),
  text: z.string(),
  value: z.number(),
  lower: z.number(),
  upper: z.number(),
  threshold: z.number(),
  /** Calls behind it. */
  count: countSchema,
});
export type Insight = z.infer<typeof insightSchema>;

export const improvementSchema = z.object({
  type: z.literal('skill_improvement'),
  priority: z.enum(['high', 'medium']),
  skill: z.string(),
  issue: z.string(),
  action: z.string(),
});
export type Improvement = z.infer<typeof improvementSchema>;

export const effectivenessResultSchema = z.object({
  skillName: z.string(),
  kind: skillKindSchema.nullable(),
  found: z.boolean(),
  projectId: z.string().nullable(),
  timeWindow: aggregateWindowSchema,
  window: windowSchema,
  totalUses: countSchema,
  ...successSchema.shape,
  averageDurationSeconds: secondsSchema.nullable(),
  averageFollowUpActions: z.number().min(0).nullable(),
  followUpLower: z.number().nullable(),
  followUpUpper: z.number().nullable(),
  /** Calls that say how many actions followed. */
  followUpCount: countSchema,
  firstUsed: optionalTimeSchema,
  lastUsed: optionalTimeSchema,
  insights: z.array(insightSchema),
  recommendations: z.array(improvementSchema),
  freshness: aggregateFreshnessSchema,
});
export type EffectivenessResult = z.infer<typeof effectivenessResultSchema>;

export const comparedProjectSchema = z.object({
  projectId: z.string(),
  projectName: z.string(),
  projectType: z.string(),
  /** The same as `totalInvocations`, by the name of the design. */
  totalUses: countSchema,
  ...successSchema.shape,
  averageDurationSeconds: secondsSchema.nullable(),
  /** Success less that of the other projects at the same mix of phases and models; `null` with too little to compare. */
  adjustedDifference: z.number().nullable(),
  differenceLower: z.number().nullable(),
  differenceUpper: z.number().nullable(),
  /** The same without regard to the mix. */
  crudeDifference: z.number().nullable(),
  pValue: probabilitySchema.nullable(),
  qValue: probabilitySchema.nullable(),
  /** Share of its calls whose phase and model other projects have too. */
  comparableShare: fractionSchema.nullable(),
  isReal: z.boolean(),
});
export type ComparedProject = z.infer<typeof comparedProjectSchema>;

export const comparisonResultSchema = z.object({
  skillName: z.string(),
  kind: skillKindSchema.nullable(),
  found: z.boolean(),
  timeWindow: aggregateWindowSchema,
  window: windowSchema,
  /** What the projects are compared at equal mix of. */
  adjustedFor: z.array(z.string()),
  falseDiscoveryRate: z.number(),
  minimumOutcomes: countSchema,
  compared: countSchema,
  projects: z.array(comparedProjectSchema),
  freshness: aggregateFreshnessSchema,
});
export type ComparisonResult = z.infer<typeof comparisonResultSchema>;
