import { parseInput, skillEventSchema, toSkillInvocation, type SkillEvent, type SkillInvocation } from '@skills/schema';

/** A call as `storeInvocation` takes it. What is left out is unknown, the outcome included. */
export type InvocationToStore = {
  readonly skillName: string;
  /** ISO 8601; a time without an offset is UTC. */
  readonly invokedAt: string;
  readonly sessionId: string;
  /** The source's own id of the call: stored twice, it is one call. Without it, every call is a new one. */
  readonly callId?: string | undefined;
  readonly kind?: SkillEvent['kind'] | undefined;
  readonly userId?: string | undefined;
  readonly projectId?: string | undefined;
  readonly workflowPath?: string | undefined;
  readonly completed?: boolean | null | undefined;
  readonly durationSeconds?: number | undefined;
  /** Kept only when the storage was told to keep queries. */
  readonly userQuery?: string | undefined;
  readonly alternativesConsidered?: readonly string[] | undefined;
  readonly selectionRank?: number | undefined;
  readonly followUpActions?: readonly string[] | undefined;
  readonly errorType?: string | undefined;
  /** 384 numbers. */
  readonly embedding?: ArrayLike<number> | undefined;
  readonly workflowPhase?: string | undefined;
  readonly workflowStepId?: string | undefined;
};

/** `source` of calls that programs store themselves. */
export const storageSource = 'skills-storage';

/** @throws {SkillsError} 'invalid-input' naming each field that is not what it should be */
export function toInvocation(call: InvocationToStore, fallbackCallId: string): SkillInvocation {
  const event = {
    eventId: call.callId,
    source: storageSource,
    kind: call.kind ?? 'skill',
    skillName: call.skillName,
    invokedAt: call.invokedAt,
    completed: call.completed ?? null,
    durationSeconds: call.durationSeconds,
    sessionId: call.sessionId,
    userId: call.userId,
    projectId: call.projectId,
    workflowPath: call.workflowPath,
    workflowPhase: call.workflowPhase,
    workflowStepId: call.workflowStepId,
    selectionRank: call.selectionRank,
    alternatives: call.alternativesConsidered,
    followUpActions: call.followUpActions,
    errorType: call.errorType,
  };
  const given: unknown = Object.fromEntries(Object.entries(event).filter(([, value]) => value !== undefined));
  return toSkillInvocation(parseInput(skillEventSchema, given), fallbackCallId);
}
