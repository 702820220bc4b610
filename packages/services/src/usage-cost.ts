import type { PriceList } from '@skills/analytics';
import { priceUsage } from '@skills/analytics';
import type { TokenCounts, UsageCounts } from '@skills/schema';

/** Tokens of some messages with what is known of their cost. */
export type CostSummary = {
  readonly messages: number;
  readonly tokens: TokenCounts;
  /** Stated by the source or priced by the list; `null` when neither was possible for any of them. */
  readonly costUsd: number | null;
  /** Tokens that were neither stated nor priced. */
  readonly unpricedTokens: number;
};

/** The same of one model and skill. */
export type UsageCost = CostSummary & { readonly model: string; readonly skillName: string | null };

/** What the messages of one UTC day cost, or of days between which no price changes: as stated, and by list for the rest. */
export function usageCost(usage: UsageCounts, prices: PriceList, day: number): CostSummary {
  const { unstated, statedCostUsd, model, messages } = usage;
  const unstatedTokens =
    unstated.inputTokens + unstated.outputTokens + unstated.cacheReadTokens + unstated.cacheCreationTokens;
  const price = prices.priceOf(model, day);
  const isUnknown = price === undefined && unstatedTokens > 0;
  return {
    messages,
    tokens: {
      input: usage.inputTokens,
      output: usage.outputTokens,
      cacheRead: usage.cacheReadTokens,
      cacheCreation: usage.cacheCreationTokens,
    },
    costUsd: isUnknown && statedCostUsd === 0 ? null : statedCostUsd + (price ? priceUsage(unstated, price) : 0),
    unpricedTokens: isUnknown ? unstatedTokens : 0,
  };
}

/** All of them together; the cost is `null` when it is for every one. */
export function sumCosts(costs: readonly CostSummary[]): CostSummary {
  return costs.reduce(addCosts, {
    messages: 0,
    tokens: { input: 0, output: 0, cacheRead: 0, cacheCreation: 0 },
    costUsd: null,
    unpricedTokens: 0,
  });
}

function addCosts(a: CostSummary, b: CostSummary): CostSummary {
  return {
    messages: a.messages + b.messages,
    tokens: {
      input: a.tokens.input + b.tokens.input,
      output: a.tokens.output + b.tokens.output,
      cacheRead: a.tokens.cacheRead + b.tokens.cacheRead,
      cacheCreation: a.tokens.cacheCreation + b.tokens.cacheCreation,
    },
    costUsd: a.costUsd === null && b.costUsd === null ? null : (a.costUsd ?? 0) + (b.costUsd ?? 0),
    unpricedTokens: a.unpricedTokens + b.unpricedTokens,
  };
}
