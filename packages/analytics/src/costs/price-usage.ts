import type { MessageUsage } from '@skills/schema';
import { modelPrice } from './model-prices.ts';

/** Tokens of one or more messages of one model. */
export type TokenUsage = Pick<
  MessageUsage,
  'model' | 'inputTokens' | 'outputTokens' | 'cacheReadTokens' | 'cacheCreationTokens' | 'cacheCreation1hTokens'
>;

/**
 * What tokens cost at the model's list price.
 *
 * @returns USD, or `undefined` when the model's price is not known; such tokens are to be reported as unpriced, not as
 * free
 * @throws {RangeError} when a count is negative or not finite
 * @example
 * priceUsage({ model: 'claude-opus-4-5', inputTokens: 1e6, outputTokens: 0, … }); // 5
 */
export function priceUsage(usage: TokenUsage): number | undefined {
  const { inputTokens, outputTokens, cacheReadTokens, cacheCreationTokens, cacheCreation1hTokens } = usage;
  for (const count of [inputTokens, outputTokens, cacheReadTokens, cacheCreationTokens, cacheCreation1hTokens]) {
    if (!(count >= 0 && count < Infinity)) throw new RangeError(`priceUsage requires token counts >= 0, got ${count}`);
  }
  const price = modelPrice(usage.model);
  if (price === undefined) return undefined;
  // A source that states the two apart may state more in the part than in the whole.
  const shortLivedTokens = Math.max(0, cacheCreationTokens - cacheCreation1hTokens);
  const millionths =
    inputTokens * price.input +
    outputTokens * price.output +
    cacheReadTokens * price.cacheRead +
    shortLivedTokens * price.cacheWrite +
    cacheCreation1hTokens * price.cacheWriteLong;
  return millionths / 1e6;
}
