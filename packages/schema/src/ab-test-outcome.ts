import { z } from 'zod';
import { experimentArms } from './experiment-words.ts';

const outcomeFields = {
  /** By default the skill of the experiment. */
  skillName: z.string().min(1).max(1024).optional(),
  completed: z.boolean(),
  durationSeconds: z.number().nullish(),
  /** 1 to 5. */
  userRating: z.number().nullish(),
  /** ISO 8601; by default now. */
  recordedAt: z.string().optional(),
  /** The arm whose treatment the user was really given, where the caller knows. */
  seenGroup: z.enum(experimentArms).optional(),
};

/** One outcome of a user in an experiment as a caller hands it in; its ranges are checked when it is recorded. */
export const abTestOutcomeSchema = z.strictObject(outcomeFields);
export type ABTestOutcome = z.infer<typeof abTestOutcomeSchema>;

/** The same as a line of NDJSON, with whose it is. */
export const userOutcomeSchema = z.strictObject({ userId: z.string().min(1).max(1024), ...outcomeFields });
export type UserOutcome = z.infer<typeof userOutcomeSchema>;
