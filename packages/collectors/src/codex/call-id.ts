/**
 * Identity of a Codex call. Ids made by OpenAI (`call_` and 24 characters) are unique by themselves, so a call copied
 * into a forked rollout keeps its identity. Short ids come from local model servers, which start anew in each thread;
 * they count within their thread, which rollouts, hooks and OpenTelemetry (`conversation.id`) all name.
 *
 * @param threadId - of the thread that made the call; of the parent when the line is a copy
 * @example
 * codexCallId('call_1', 'thread-a'); // 'codex:thread-a:call_1'
 */
export function codexCallId(callId: string, threadId: string): string {
  return callId.length >= uniqueIdLength ? callId : `codex:${threadId}:${callId}`;
}

const uniqueIdLength = 24;

/**
 * Identity of the use of a skill: once per turn, however often its file is read in it. OpenTelemetry's
 * `codex.skill_invocation` names the same turn and skill.
 */
export function codexSkillCallId(turnScope: string, skillName: string): string {
  return `codex:skill:${turnScope}:${skillName}`;
}
