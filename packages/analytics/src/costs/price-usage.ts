import type { MessageUsage, ModelPrice } from '@skills/schema';

/** Tokens of one or more messages of one model. */
export type TokenUsage = Pick<
  MessageUsage,
  'inputTokens' | 'outputTokens' | 'cacheReadTokens' | 'cacheCreationTokens' | 'cacheCreation1hTokens'
>;

/**
 * What tokens cost at a price.
 *
 * @returns USD
 * @throws {RangeError} when a count is negative or not finite
 * @example
 * priceUsage({ inputTokens: 1e6, outputTokens: 0, … }, { input: 5, … }); // 5
 */
export function priceUsage(usage: TokenUsage, price: ModelPrice): number {
  const { inputTokens, outputTokens, cacheReadTokens, cacheCreationTokens, cacheCreation1hTokens } = usage;
  for (const count of [inputTokens, outputTokens, cacheReadTokens, cacheCreationTokens, cacheCreation1hTokens]) {
    if (!(count >= 0 && count < Infinity)) throw new RangeError(`priceUsage requires token counts >= 0, got ${count}`);
  }
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
