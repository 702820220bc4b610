import { drawQuantile, logNormalTable, normalQuantileTable } from './quantile-tables.ts';
import type { Random } from './seeded-random.ts';
import type { TokenTruth } from './world-truth.ts';

export type DrawnTokens = {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheCreationTokens: number;
  /** At the model's price, to a hundredth of a cent. */
  readonly costUsd: number;
};

/** Draws the tokens of one message or subagent of a model. */
export function tokenDraws(truth: TokenTruth, random: Random): (model: string) => DrawnTokens {
  const factors = logNormalTable(truth.sigma, normalQuantileTable());
  const draw = (median: number): number => Math.round(median * drawQuantile(factors, random()));
  return (model) => {
    const inputTokens = draw(truth.inputMedian);
    const outputTokens = draw(truth.outputMedian);
    const cacheReadTokens = draw(truth.cacheReadMedian);
    const cacheCreationTokens = draw(truth.cacheCreationMedian);
    const price = truth.prices.find((candidate) => candidate.model === model);
    const millionths =
      inputTokens * (price?.input ?? 0) +
      outputTokens * (price?.output ?? 0) +
      cacheReadTokens * (price?.cacheRead ?? 0) +
      cacheCreationTokens * (price?.cacheCreation ?? 0);
    return {
      inputTokens,
      outputTokens,
      cacheReadTokens,
      cacheCreationTokens,
      costUsd: Math.round(millionths / 100) / 10_000,
    };
  };
}
