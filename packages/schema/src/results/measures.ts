import { z } from 'zod';
import { skillKinds } from '../skill-kind.ts';

export const countSchema = z.int().min(0);
/** A fraction in [0, 1]; percent is for people only. */
export const fractionSchema = z.number().min(0).max(1);
export const secondsSchema = z.number().min(0);
export const usdSchema = z.number().min(0);
/** UTC with milliseconds and `Z`. */
export const resultTimeSchema = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
export const skillKindSchema = z.enum(skillKinds);

/** The window that was answered for, after snapping outward to hours or days; half open. */
export const windowSchema = z.object({ since: resultTimeSchema, until: resultTimeSchema });
export type ResultWindow = z.infer<typeof windowSchema>;

export const tokensSchema = z.object({
  /** Neither read from a cache nor written to one. */
  input: countSchema,
  output: countSchema,
  cacheRead: countSchema,
  cacheCreation: countSchema,
});
export type TokenCounts = z.infer<typeof tokensSchema>;

/** Counts of outcomes with the completion rate among the known ones. */
export const outcomesSchema = z.object({
  invocations: countSchema,
  completed: countSchema,
  failed: countSchema,
  /** completed / (completed + failed); `null` when no outcome is known. */
  completionRate: fractionSchema.nullable(),
});
export type OutcomeCounts = z.infer<typeof outcomesSchema>;
