import { z } from 'zod';
import { countSchema } from './measures.ts';

export const rejectedLineSchema = z.object({ line: z.int().min(1), reason: z.string() });
export type RejectedLine = z.infer<typeof rejectedLineSchema>;

/** What `record` and `import` did with the events they were given. */
export const recordResultSchema = z.object({
  inserted: countSchema,
  duplicates: countSchema,
  rejected: z.array(rejectedLineSchema),
});
export type RecordResult = z.infer<typeof recordResultSchema>;

export const exportResultSchema = z.object({ format: z.string(), file: z.string(), events: countSchema });
export type ExportResult = z.infer<typeof exportResultSchema>;
