import { asObject } from '../records-of-line.ts';

/** Codex's own counters. Input includes what came from a cache or was written to one, output includes reasoning. */
export type CodexUsage = {
  readonly input: number;
  readonly cachedInput: number;
  readonly cacheWriteInput: number;
  readonly output: number;
  readonly total: number;
};

/** Reads `total_token_usage` or `last_token_usage`; `undefined` when it is neither. */
export function codexUsage(value: unknown): CodexUsage | undefined {
  const usage = asObject(value);
  if (usage === undefined) return undefined;
  const input = count(usage['input_tokens']);
  const output = count(usage['output_tokens']);
  return {
    input,
    output,
    cachedInput: count(usage['cached_input_tokens']),
    cacheWriteInput: count(usage['cache_write_input_tokens']),
    total: usage['total_tokens'] === undefined ? input + output : count(usage['total_tokens']),
  };
}

/**
 * Tokens of the response that a `token_count` event reports, so that the responses of a thread add up to its last
 * total. The counter is cumulative, events repeat, a counter may start anew, and the first total of a fork holds what
 * its parent used.
 *
 * @param event.inherited - the thread began with the history of another one
 * @returns `undefined` when the event repeats the one before
 */
export function responseUsage(
  previous: CodexUsage | undefined,
  event: { readonly total: CodexUsage; readonly last: CodexUsage | undefined; readonly inherited: boolean },
): CodexUsage | undefined {
  const { total, last = total, inherited } = event;
  if (previous === undefined) return inherited ? last : total;
  if (total.total === previous.total && total.input === previous.input && total.output === previous.output) {
    return undefined;
  }
  const grown = {
    input: total.input - previous.input,
    cachedInput: total.cachedInput - previous.cachedInput,
    cacheWriteInput: total.cacheWriteInput - previous.cacheWriteInput,
    output: total.output - previous.output,
    total: total.total - previous.total,
  };
  return Object.values(grown).every((difference) => difference >= 0) ? grown : last;
}

function count(value: unknown): number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 1e12 ? value : 0;
}
