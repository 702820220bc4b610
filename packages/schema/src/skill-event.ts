import { z } from 'zod';
import { humanEffortLevels, skillKinds, triggers } from './skill-kind.ts';
import { parseTimestampMs } from './timestamp.ts';

const name = z.string().min(1).max(1024);
const label = z.string().min(1).max(1024);
const tokens = z.int().min(0).max(1e12);
// 2000-01-01: no assistant ran before it, and every later time fits the 42 bits that order the log.
const earliestMs = 946_684_800_000;
const latestMs = 4_102_444_800_000;

/** ISO 8601 time from outside; a time without an offset is UTC. */
export const timestampSchema = z.string().refine((text) => {
  const ms = parseTimestampMs(text);
  return ms !== undefined && ms >= earliestMs && ms < latestMs;
}, 'expected an ISO 8601 time between 2000 and 2100, such as 2026-02-10T12:34:56.789Z');

/** The canonical event as it stands in NDJSON, in HTTP bodies and in exports. Unknown keys are refused. */
export const skillEventSchema = z.strictObject({
  eventId: label.optional(),
  source: label,
  kind: z.enum(skillKinds),
  skillName: name,
  invokedAt: timestampSchema,
  /** `null`: still open, or the source does not say. Never counted as failed. */
  completed: z.boolean().nullable(),
  durationSeconds: z.number().min(0).max(31_536_000).nullish(),
  sessionId: label,
  userId: label.nullish(),
  projectId: label.nullish(),
  agentId: label.nullish(),
  taskId: label.nullish(),
  workflowPath: label.nullish(),
  workflowPhase: label.nullish(),
  workflowStepId: label.nullish(),
  /** 1 is the best alternative. */
  selectionRank: z.int().min(0).max(1_000_000).nullish(),
  alternatives: z.array(z.string().max(1024)).max(1000).nullish(),
  followUpActions: z.array(z.string().max(1024)).max(1000).nullish(),
  errorType: label.nullish(),
  model: label.nullish(),
  inputTokens: tokens.nullish(),
  outputTokens: tokens.nullish(),
  cacheReadTokens: tokens.nullish(),
  cacheCreationTokens: tokens.nullish(),
  costUsd: z.number().min(0).max(1e9).nullish(),
  humanEffortLevel: z.enum(humanEffortLevels).nullish(),
  browserUsed: z.boolean().nullish(),
  rating: z.number().min(1).max(5).nullish(),
  trigger: z.enum(triggers).nullish(),
  skillVersion: label.nullish(),
  metadata: z.record(z.string(), z.unknown()).nullish(),
});

export type SkillEvent = z.infer<typeof skillEventSchema>;
