import { z } from 'zod';
import {
  countSchema,
  fractionSchema,
  resultTimeSchema,
  secondsSchema,
  skillKindSchema,
  windowSchema,
} from './measures.ts';

const rateShape = {
  invocations: countSchema,
  completed: countSchema,
  failed: countSchema,
  /** completed / (completed + failed); `null` when no outcome is known. */
  completionRate: fractionSchema.nullable(),
  /** 95 % interval, wider where the calls of one user end alike. */
  completionRateLower: fractionSchema.nullable(),
  completionRateUpper: fractionSchema.nullable(),
};

export const versionRowSchema = z.object({
  version: z.string(),
  /** Named by the calls themselves, or seen installed when they ran. */
  origin: z.enum(['stated', 'installed', 'both']),
  firstUsedAt: resultTimeSchema,
  lastUsedAt: resultTimeSchema,
  ...rateShape,
  averageDurationSeconds: secondsSchema.nullable(),
  /** Users who called it; a session whose user nobody named counts as one. */
  units: countSchema,
});
export type VersionRow = z.infer<typeof versionRowSchema>;

export const versionComparisonSchema = z.object({
  from: z.string(),
  to: z.string(),
  /** What the new version does that the old did not: later calls beside earlier ones, not an experiment. */
  completionRate: z.object({
    verdict: z.enum(['better', 'worse', 'no-difference-found', 'insufficient-data']),
    difference: z.number().min(-1).max(1).nullable(),
    lower: z.number().min(-1).max(1).nullable(),
    upper: z.number().min(-1).max(1).nullable(),
    pValue: fractionSchema.nullable(),
    qValue: fractionSchema.nullable(),
  }),
  duration: z.object({
    verdict: z.enum(['faster', 'slower', 'no-difference-found', 'insufficient-data']),
    /** Of the geometric means, new over old. */
    ratio: z.number().positive().nullable(),
    lower: z.number().positive().nullable(),
    upper: z.number().positive().nullable(),
    pValue: fractionSchema.nullable(),
    qValue: fractionSchema.nullable(),
  }),
});
export type VersionComparison = z.infer<typeof versionComparisonSchema>;

export const versionBenchmarkSchema = z.object({
  /** `null`: the users of this database. */
  team: z.string().nullable(),
  users: countSchema,
  invocations: countSchema,
  completionRate: fractionSchema.nullable(),
  /** Where the interval of the newest version lies. */
  standing: z.enum(['above', 'within', 'below', 'unknown']),
});
export type VersionBenchmark = z.infer<typeof versionBenchmarkSchema>;

const text = z.string().min(1).max(1024);

export const sharedVersionSchema = z.object({ skillName: text, version: text, users: countSchema, ...rateShape });
export type SharedVersion = z.infer<typeof sharedVersionSchema>;

export const sharedSequenceSchema = z.object({
  workflowName: text,
  skillNames: z.array(text).min(1).max(1000),
  users: countSchema,
  /** Completed runs whose duration is known. */
  runs: countSchema,
  medianDurationSeconds: secondsSchema,
});
export type SharedSequence = z.infer<typeof sharedSequenceSchema>;

export const skillVersionsSchema = z.object({
  skillName: z.string(),
  kind: skillKindSchema,
  /** Calls of the window that no version is known of; they are in no row. */
  withoutVersion: countSchema,
  /** In the order in which they were first used; empty when only other teams know any. */
  versions: z.array(versionRowSchema),
  /** Each version beside the one before. */
  comparisons: z.array(versionComparisonSchema),
  benchmark: z.array(versionBenchmarkSchema),
  /** What other teams have seen of this skill. */
  shared: z.array(
    sharedVersionSchema.omit({ skillName: true }).extend({ team: z.string(), isOwnVersion: z.boolean() }),
  ),
});
export type SkillVersionsRow = z.infer<typeof skillVersionsSchema>;

export const versionsResultSchema = z.object({
  window: windowSchema,
  /** Known outcomes that a version needs to be compared. */
  minOutcomes: countSchema,
  skills: z.array(skillVersionsSchema),
  /** Of other teams, beside what this database has of the same sequence. */
  sharedSequences: z.array(
    sharedSequenceSchema.extend({
      team: z.string(),
      ownRuns: countSchema,
      ownMedianDurationSeconds: secondsSchema.nullable(),
    }),
  ),
});
export type VersionsResult = z.infer<typeof versionsResultSchema>;

/** What one team gives to another: aggregates of at least `minUsers` users, counts rounded. */
export const practiceFileSchema = z.strictObject({
  format: z.literal('skills-practice'),
  version: z.literal(1),
  team: z.string().regex(/^t_[\w-]{22}$/),
  releasedAt: z.iso.datetime(),
  minUsers: z.int().min(11).max(1_000_000),
  countsTo: z.int().min(1).max(1000),
  skills: z.array(sharedVersionSchema).max(100_000),
  sequences: z.array(sharedSequenceSchema).max(100_000),
});
export type PracticeFile = z.infer<typeof practiceFileSchema>;

export const practiceExportResultSchema = z.object({
  path: z.string(),
  minUsers: countSchema,
  skills: countSchema,
  sequences: countSchema,
});
export type PracticeExportResult = z.infer<typeof practiceExportResultSchema>;

export const practiceImportResultSchema = z.object({
  team: z.string(),
  releasedAt: z.string(),
  skills: countSchema,
  sequences: countSchema,
  /** The team had given something before. */
  replaced: z.boolean(),
});
export type PracticeImportResult = z.infer<typeof practiceImportResultSchema>;
