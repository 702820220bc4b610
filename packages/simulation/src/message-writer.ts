import type { MessageUsage, SkillInvocation } from '@skills/schema';
import type { Random } from './seeded-random.ts';
import type { OpenSession } from './open-session.ts';
import { tokenDraws } from './token-draws.ts';
import type { WorldTruth } from './world-truth.ts';

/** Returns a function that adds the assistant message behind every third call; ids count up from `idPrefix`. */
export function messageWriter(
  truth: WorldTruth,
  random: Random,
  idPrefix: string,
): (invocation: SkillInvocation, session: OpenSession, usages: MessageUsage[]) => void {
  const drawTokens = tokenDraws(truth.tokens, random);
  let calls = 0;
  return (invocation, session, usages) => {
    calls += 1;
    if (calls % truth.tokens.callsPerMessage !== 0) return;
    const tokens = drawTokens(session.user.model);
    usages.push({
      messageId: idPrefix + calls.toString(36),
      source: invocation.source,
      sessionId: session.sessionId,
      projectId: session.projectId,
      agentId: invocation.agentId,
      model: session.user.model,
      atMs: invocation.invokedAtMs,
      inputTokens: tokens.inputTokens,
      outputTokens: tokens.outputTokens,
      cacheReadTokens: tokens.cacheReadTokens,
      cacheCreationTokens: tokens.cacheCreationTokens,
      cacheCreation1hTokens: 0,
      skillName: invocation.kind === 'skill' ? invocation.skillName : undefined,
    });
  };
}
