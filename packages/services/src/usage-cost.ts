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

/** What the messages cost: as the source stated, and by the list price of the model for the rest. */
export function usageCost(usage: UsageCounts): CostSummary {
  const { unstated, statedCostUsd, model, messages } = usage;
  const unstatedTokens =
    unstated.inputTokens + unstated.outputTokens + unstated.cacheReadTokens + unstated.cacheCreationTokens;
  const priced = unstatedTokens === 0 ? 0 : priceUsage({ model, ...unstated });
  const isUnknown = priced === undefined && statedCostUsd === 0;
  return {
    messages,
    tokens: {
      input: usage.inputTokens,
      output: usage.outputTokens,
      cacheRead: usage.cacheReadTokens,
      cacheCreation: usage.cacheCreationTokens,
    },
    costUsd: isUnknown ? null : statedCostUsd + (priced ?? 0),
    unpricedTokens: priced === undefined ? unstatedTokens : 0,
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
