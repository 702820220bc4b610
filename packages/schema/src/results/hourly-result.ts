import { z } from 'zod';
import {
  countSchema,
  fractionSchema,
  resultTimeSchema,
  secondsSchema,
  skillKindSchema,
  windowSchema,
} from './measures.ts';

export const hourRowSchema = z.object({
  /** Start of the UTC hour. */
  hour: resultTimeSchema,
  skillName: z.string(),
  kind: skillKindSchema,
  invocations: countSchema,
  completionRate: fractionSchema.nullable(),
  averageDurationSeconds: secondsSchema.nullable(),
  uniqueSessions: countSchema,
});
export type HourRow = z.infer<typeof hourRowSchema>;

/** One row per skill and hour in which it ran, oldest hour first. */
export const hourlyResultSchema = z.object({ window: windowSchema, hours: z.array(hourRowSchema) });
export type HourlyResult = z.infer<typeof hourlyResultSchema>;
