import { z } from 'zod';
import { countSchema } from './measures.ts';

const tierSchema = z.object({
  /** Whole milliseconds; `null` is for good. */
  ageMs: z.number().nullable(),
  /** What happened before is past its age; `null` when nothing is. */
  before: z.string().nullable(),
});

export const retentionTotalsSchema = z.record(z.string(), z.number());

export const pruneResultSchema = z.object({
  dryRun: z.boolean(),
  /** Calls that left the log, or would. */
  deleted: countSchema,
  /** Only with tiers: `--before` forgets what is older, and its counts. */
  tiers: z.object({ raw: tierSchema, hourly: tierSchema, daily: tierSchema }).nullable(),
  /** Tables with rows that went, or would go. */
  tables: z.array(z.object({ table: z.string(), before: countSchema, after: countSchema })),
  /** What the answers stand on, over the tiers that are kept; `null` with `--before`. */
  totals: z
    .object({ before: retentionTotalsSchema, after: retentionTotalsSchema, isUnchanged: z.boolean() })
    .nullable(),
  /** Of the files; `null` for a server, and for a dry run. */
  bytes: z.object({ before: countSchema, after: countSchema }).nullable(),
});
export type PruneResult = z.infer<typeof pruneResultSchema>;
