import { z } from 'zod';
import {
  countSchema,
  fractionSchema,
  outcomesSchema,
  resultTimeSchema,
  secondsSchema,
  skillKindSchema,
  windowSchema,
} from './measures.ts';

/** One skill in one window, as `top` and `show` give it. */
export const skillRowSchema = z.object({
  skillName: z.string(),
  kind: skillKindSchema,
  ...outcomesSchema.shape,
  /** Wilson score interval (95 %) of the completion rate; `null` when no outcome is known. */
  completionRateLower: fractionSchema.nullable(),
  completionRateUpper: fractionSchema.nullable(),
  /** Over every call whose duration is known. */
  averageDurationSeconds: secondsSchema.nullable(),
  p50DurationSeconds: secondsSchema.nullable(),
  p95DurationSeconds: secondsSchema.nullable(),
  lastInvokedAt: resultTimeSchema,
  /** Distinct sessions. */
  sessions: countSchema,
});
export type SkillRow = z.infer<typeof skillRowSchema>;

export const topResultSchema = z.object({ window: windowSchema, skills: z.array(skillRowSchema) });
export type TopResult = z.infer<typeof topResultSchema>;
