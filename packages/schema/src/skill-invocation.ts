import type { SkillEvent } from './skill-event.ts';
import type { HumanEffortLevel, SkillKind, Trigger } from './skill-kind.ts';
import { parseTimestampMs, toTimestamp } from './timestamp.ts';

/** One call of one skill, command, subagent or tool, as it is passed between packages. */
export type SkillInvocation = {
  /**
   * The source's own id of the call (a tool-use id, a record's uuid). Two views of one call carry the same id, whatever
   * the source; the log keeps one. An id of the form `sk1_…` (see `identityPrefix`) is an identity already hashed.
   */
  readonly callId: string;
  readonly source: string;
  readonly kind: SkillKind;
  readonly skillName: string;
  /** UTC epoch milliseconds. */
  readonly invokedAtMs: number;
  /** `null`: still open or unknown. */
  readonly completed: boolean | null;
  readonly durationSeconds?: number | undefined;
  readonly sessionId: string;
  readonly userId?: string | undefined;
  readonly projectId?: string | undefined;
  readonly agentId?: string | undefined;
  readonly taskId?: string | undefined;
  readonly workflowPath?: string | undefined;
  readonly workflowPhase?: string | undefined;
  readonly workflowStepId?: string | undefined;
  readonly selectionRank?: number | undefined;
  readonly alternatives?: readonly string[] | undefined;
  readonly followUpActions?: readonly string[] | undefined;
  readonly errorType?: string | undefined;
  readonly model?: string | undefined;
  readonly inputTokens?: number | undefined;
  readonly outputTokens?: number | undefined;
  readonly cacheReadTokens?: number | undefined;
  readonly cacheCreationTokens?: number | undefined;
  readonly costUsd?: number | undefined;
  readonly humanEffortLevel?: HumanEffortLevel | undefined;
  readonly browserUsed?: boolean | undefined;
  readonly rating?: number | undefined;
  readonly trigger?: Trigger | undefined;
  readonly skillVersion?: string | undefined;
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
};

/** Marks an event id that is the log's own identity of a call, so that an export imports back as the same event. */
export const identityPrefix = 'sk1_';

/**
 * The wire form of an event, parsed by `skillEventSchema`, as an invocation.
 *
 * @param fallbackCallId - id of an event that brings none; the same event must always get the same id
 * @example
 * toSkillInvocation(parseInput(skillEventSchema, JSON.parse(line)), contentId(line));
 */
export function toSkillInvocation(event: SkillEvent, fallbackCallId: string): SkillInvocation {
  const { eventId, invokedAt, completed, source, kind, skillName, sessionId, ...rest } = event;
  const invokedAtMs = parseTimestampMs(invokedAt);
  if (invokedAtMs === undefined) throw new RangeError(`toSkillInvocation requires a parsed event, got ${invokedAt}`);
  const known = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null && value !== undefined));
  return { ...known, callId: eventId ?? fallbackCallId, source, kind, skillName, sessionId, invokedAtMs, completed };
}

/** An invocation in its wire form; absent fields are left out. Inverse of `toSkillInvocation`. */
export function toSkillEvent(invocation: SkillInvocation): SkillEvent {
  const { callId, invokedAtMs, alternatives, followUpActions, metadata, ...rest } = invocation;
  return {
    eventId: callId,
    invokedAt: toTimestamp(invokedAtMs),
    ...rest,
    ...(alternatives === undefined ? {} : { alternatives: [...alternatives] }),
    ...(followUpActions === undefined ? {} : { followUpActions: [...followUpActions] }),
    ...(metadata === undefined ? {} : { metadata: { ...metadata } }),
  };
}
