import type { SkillInvocation } from '@skills/schema';
import type { Dictionaries } from './dictionaries.ts';
import { eventDetails } from './event-details.ts';
import type { EventFields } from './event-fields.ts';

/** Asks the dictionaries for everything that `toEventFields` needs. */
export function wantEventFields(dictionaries: Dictionaries, invocation: SkillInvocation): void {
  const { labels } = dictionaries;
  dictionaries.skills[invocation.kind].want(invocation.skillName);
  dictionaries.sessions.want(invocation.sessionId);
  labels.want(invocation.source);
  if (invocation.projectId !== undefined) dictionaries.projects.want(invocation.projectId);
  if (invocation.userId !== undefined) dictionaries.users.want(invocation.userId);
  if (invocation.errorType !== undefined) labels.want(invocation.errorType);
  if (invocation.trigger !== undefined) labels.want(invocation.trigger);
  if (invocation.workflowPhase !== undefined) labels.want(invocation.workflowPhase);
  if (invocation.model !== undefined) labels.want(invocation.model);
  if (invocation.agentId !== undefined) labels.want(invocation.agentId);
  if (invocation.workflowPath !== undefined) labels.want(invocation.workflowPath);
}

/** @throws {RangeError} when the dictionaries were not asked before */
export function toEventFields(dictionaries: Dictionaries, invocation: SkillInvocation): EventFields {
  const { labels } = dictionaries;
  return {
    skillId: dictionaries.skills[invocation.kind].id(invocation.skillName),
    sessionId: dictionaries.sessions.id(invocation.sessionId),
    sourceLabel: labels.id(invocation.source),
    projectId: dictionaries.projects.optionalId(invocation.projectId),
    userId: dictionaries.users.optionalId(invocation.userId),
    completed: invocation.completed === null ? null : Number(invocation.completed),
    durationSeconds: invocation.durationSeconds ?? null,
    errorTypeLabel: labels.optionalId(invocation.errorType),
    triggerLabel: labels.optionalId(invocation.trigger),
    phaseLabel: labels.optionalId(invocation.workflowPhase),
    modelLabel: labels.optionalId(invocation.model),
    agentLabel: labels.optionalId(invocation.agentId),
    workflowPathLabel: labels.optionalId(invocation.workflowPath),
    selectionRank: invocation.selectionRank ?? null,
    rating: invocation.rating ?? null,
    inputTokens: invocation.inputTokens ?? null,
    outputTokens: invocation.outputTokens ?? null,
    cacheReadTokens: invocation.cacheReadTokens ?? null,
    cacheCreationTokens: invocation.cacheCreationTokens ?? null,
    costUsd: invocation.costUsd ?? null,
    details: eventDetails(invocation),
  };
}
