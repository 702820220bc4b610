import * as z from 'zod';

const count = z.int().nonnegative();
const fraction = z.number().min(0).max(1);

/** What is usual for a skill, over users. A figure that would tell of a person is null. */
export const baselineRowSchema = z.object({
  skillName: z.string(),
  /** Distinct users. */
  totalUsers: count,
  totalInvocations: count,
  globalCompletionRate: fraction.nullable(),
  globalAverageDurationSeconds: z.number().nonnegative().nullable(),
  mostCommonWorkflowPhase: z.string().nullable(),
  /** 0 to 100: share of the skills told of whose completion rate is lower. */
  effectivenessPercentile: z.number().min(0).max(100).nullable(),
  /** ISO 8601 UTC. */
  lastUpdated: z.string(),
});

export type BaselineRow = z.infer<typeof baselineRowSchema>;

/** What another team has given. */
export const importedBaselinesSchema = z.object({
  /** Pseudonym of the installation that it comes from. */
  team: z.string(),
  releasedAt: z.string(),
  importedAt: z.string(),
  /** Fewer users are not told of. */
  minUsers: count,
  /** Of the noise in it; null without noise. */
  epsilon: z.number().positive().nullable(),
  baselines: z.array(baselineRowSchema),
});

export type ImportedBaselines = z.infer<typeof importedBaselinesSchema>;

export const baselinesResultSchema = z.object({
  minUsers: count,
  /** Measured just now. */
  updated: z.boolean(),
  baselines: z.array(baselineRowSchema),
  imported: z.array(importedBaselinesSchema),
});

export type BaselinesResult = z.infer<typeof baselinesResultSchema>;

const name = z.string().min(1).max(500);

/** A file of baselines, as one team gives it to another. Nothing in it tells of fewer than `minUsers` users. */
export const baselineFileSchema = z.object({
  format: z.literal('skills-baselines'),
  version: z.literal(1),
  team: z.string().regex(/^t_[\w-]{22}$/),
  releasedAt: z.iso.datetime(),
  minUsers: z.int().min(1).max(1_000_000),
  noise: z.union([
    z.object({ mechanism: z.literal('rounding'), countsTo: count }),
    z.object({
      mechanism: z.literal('laplace'),
      epsilon: z.number().positive().max(1000),
      skillsPerUser: count,
      callsPerSkill: count,
    }),
  ]),
  baselines: z
    .array(
      baselineRowSchema.omit({ lastUpdated: true }).extend({
        skillName: name,
        mostCommonWorkflowPhase: name.nullable(),
      }),
    )
    .max(100_000),
});

export type BaselineFile = z.infer<typeof baselineFileSchema>;

export const baselineExportResultSchema = z.object({
  path: z.string(),
  baselines: count,
  minUsers: count,
  /** Null without noise. */
  budget: z.object({ epsilon: z.number(), usedEpsilon: z.number(), totalEpsilon: z.number() }).nullable(),
});

export type BaselineExportResult = z.infer<typeof baselineExportResultSchema>;

export const baselineImportResultSchema = z.object({
  team: z.string(),
  releasedAt: z.string(),
  imported: count,
  /** What the team had given before; it is replaced. */
  replaced: count,
});

export type BaselineImportResult = z.infer<typeof baselineImportResultSchema>;
