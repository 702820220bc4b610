import { z } from 'zod';
import { countSchema, secondsSchema } from './measures.ts';

export const collectErrorSchema = z.object({
  file: z.string(),
  /** 1-based; absent when the whole file could not be read. */
  line: z.int().min(1).optional(),
  reason: z.string(),
});
export type CollectError = z.infer<typeof collectErrorSchema>;

export const collectedSourceSchema = z.object({
  source: z.string(),
  files: countSchema,
  filesUnchanged: countSchema,
  bytes: countSchema,
  lines: countSchema,
  /** Calls that were not in the log before. */
  events: countSchema,
  duplicates: countSchema,
  quarantined: countSchema,
  errors: z.array(collectErrorSchema),
});
export type CollectedSource = z.infer<typeof collectedSourceSchema>;

export const collectResultSchema = z.object({
  sources: z.array(collectedSourceSchema),
  inserted: countSchema,
  duplicates: countSchema,
  quarantined: countSchema,
  durationSeconds: secondsSchema,
});
export type CollectResult = z.infer<typeof collectResultSchema>;
