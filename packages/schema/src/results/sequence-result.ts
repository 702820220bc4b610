import { z } from 'zod';
import { countSchema, fractionSchema, secondsSchema, skillKindSchema, windowSchema } from './measures.ts';

const hitRatesSchema = z.object({ at1: fractionSchema, at5: fractionSchema });

export const nextSkillSchema = z.object({
  skillName: z.string(),
  /** Smoothed; of the skills that were looked at they add up to 1. */
  probability: fractionSchema,
  /** How many times more likely it is than after anything else. */
  lift: z.number().min(0),
  /** How often it followed the last skill. */
  count: countSchema,
  /** Between the starts of the calls; `null` when it never followed. */
  medianGapSeconds: secondsSchema.nullable(),
});
export type NextSkillRow = z.infer<typeof nextSkillSchema>;

export const nextResultSchema = z.object({
  window: windowSchema,
  /** What ran last, the latest at the end. */
  skillNames: z.array(z.string()),
  /** Only these were looked at; calls of other kinds are passed over. */
  kinds: z.array(skillKindSchema),
  /** After a longer break nothing follows. */
  maxGapSeconds: secondsSchema,
  sessions: countSchema,
  /** How often the last skill was followed by another. */
  followed: countSchema,
  next: z.array(nextSkillSchema),
  /** With `--evaluate`: how often the next skill of later sessions was named, against naming the most frequent ones. */
  evaluation: z
    .object({
      trainedSessions: countSchema,
      testedSessions: countSchema,
      steps: countSchema,
      model: hitRatesSchema,
      popularity: hitRatesSchema,
      differenceStandardError: hitRatesSchema,
    })
    .nullable()
    .optional(),
});
export type NextResult = z.infer<typeof nextResultSchema>;

export const workflowsResultSchema = z.object({
  window: windowSchema,
  kinds: z.array(skillKindSchema),
  maxGapSeconds: secondsSchema,
  sessions: countSchema,
  workflows: z.array(
    z.object({
      skillNames: z.array(z.string()).min(2).max(5),
      sessions: countSchema,
      support: fractionSchema,
      occurrences: countSchema,
      /** How many times more often each step follows the one before than anything, geometric mean over the steps. */
      lift: z.number().min(0),
    }),
  ),
});
export type WorkflowsResult = z.infer<typeof workflowsResultSchema>;
