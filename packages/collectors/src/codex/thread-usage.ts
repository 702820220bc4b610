import type { JsonObject } from '../records-of-line.ts';
import { asObject } from '../records-of-line.ts';
import { codexUsage, responseUsage } from './cumulative-usage.ts';
import type { CodexUsage } from './cumulative-usage.ts';
import type { RolloutThread } from './rollout-thread.ts';
import { codexSource } from './thread-calls.ts';
import type { Step } from './thread-calls.ts';

/**
 * Tokens of a thread, one message per response. The id is made of the turn and the cumulative total, so the events that
 * a fork copies from its parent are the parent's messages again.
 */
export class ThreadUsage {
  readonly #thread: RolloutThread;
  #totals: CodexUsage | undefined;

  /** @param saved - `toJSON()` of the reader before */
  constructor(thread: RolloutThread, saved: unknown) {
    this.#thread = thread;
    this.#totals = codexUsage(saved);
  }

  toJSON(): JsonObject | undefined {
    const totals = this.#totals;
    return (
      totals && {
        input_tokens: totals.input,
        cached_input_tokens: totals.cachedInput,
        cache_write_input_tokens: totals.cacheWriteInput,
        output_tokens: totals.output,
        total_tokens: totals.total,
      }
    );
  }

  read({ payload, time, batch }: Step): void {
    const info = asObject(payload['info']);
    const total = codexUsage(info?.['total_token_usage']);
    if (total === undefined) return;
    const last = codexUsage(info?.['last_token_usage']);
    const usage = responseUsage(this.#totals, { total, last, inherited: this.#thread.inherited });
    this.#totals = total;
    if (usage === undefined || usage.total === 0) return;
    const { sessionId, agentId, project, model, turnScope } = this.#thread;
    batch.addUsage({
      messageId: `codex:${turnScope}:${total.total}`,
      source: codexSource,
      sessionId,
      agentId,
      projectId: project?.projectId,
      model: model ?? '(unknown)',
      atMs: time.atMs,
      inputTokens: Math.max(0, usage.input - usage.cachedInput - usage.cacheWriteInput),
      outputTokens: usage.output,
      cacheReadTokens: usage.cachedInput,
      cacheCreationTokens: usage.cacheWriteInput,
      cacheCreation1hTokens: 0,
    });
  }
}
