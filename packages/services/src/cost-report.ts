import type { CostsResult, RollupWindow, TokenCounts, UsageCounts } from '@skills/schema';
import { resultWindow } from './result-window.ts';
import type { CostSummary } from './usage-cost.ts';
import { sumCosts, usageCost } from './usage-cost.ts';

export type CostReportDependencies = {
  readonly usage: {
    /** @param window - of days */
    usage(window: RollupWindow, filter: { readonly projectId?: string | undefined }): Promise<readonly UsageCounts[]>;
  };
  readonly rollups: { totals(window: RollupWindow, projectId?: string): Promise<{ readonly invocations: number }> };
  readonly database: { status(): Promise<{ readonly events: number; readonly sizeBytes: number | null }> };
};

export type CostQuestion = {
  readonly window: RollupWindow;
  /** The last 24 hours, widened to whole days. */
  readonly lastDay: RollupWindow;
  readonly projectId?: string | undefined;
};

/** USD per GB and month of an object store, and the days of its month. */
const storagePrice = { usdPerGigabyteMonth: 0.023, daysPerMonth: 30, bytesPerGigabyte: 1024 ** 3 } as const;

/** Tokens and price, by model and by skill. */
export class CostReport {
  readonly #dependencies: CostReportDependencies;

  constructor(dependencies: CostReportDependencies) {
    this.#dependencies = dependencies;
  }

  /** @throws {RangeError} when a window is not one of days */
  async costs({ window, lastDay, projectId }: CostQuestion): Promise<CostsResult> {
    const { usage, rollups, database } = this.#dependencies;
    const counts = await usage.usage(window, { projectId });
    const total = sumCosts(counts.map(usageCost));
    const day = sumCosts((await usage.usage(lastDay, { projectId })).map(usageCost));
    const { invocations: tasks } = await rollups.totals(lastDay, projectId);
    const { events, sizeBytes } = await database.status();
    const storageCost = storageCostUsdPerDay(sizeBytes ?? 0);
    const dayTokens = tokenSum(day.tokens);
    return {
      window: resultWindow(window),
      tokens: total.tokens,
      costUsd: total.costUsd ?? 0,
      unpricedTokens: total.unpricedTokens,
      byModel: sharesBy(counts, ({ model }) => ({ model })),
      bySkill: sharesBy(counts, ({ skillName }) => ({ skillName })),
      lastDay: {
        window: resultWindow(lastDay),
        tasks,
        tokens: dayTokens,
        averageTokensPerTask: tasks === 0 ? null : dayTokens / tasks,
        executionCostUsd: day.costUsd ?? 0,
      },
      storage: { events, sizeBytes, costUsdPerDay: storageCost },
      totalDailyCostUsd: (day.costUsd ?? 0) + storageCost,
    };
  }
}

type Share = Pick<CostSummary, 'messages' | 'tokens' | 'costUsd'>;

/** The dearest first, then the one with the most tokens. */
function sharesBy<Name extends object>(
  counts: readonly UsageCounts[],
  nameOf: (usage: UsageCounts) => Name,
): (Name & Share)[] {
  const groups = Map.groupBy(counts, (usage) => JSON.stringify(nameOf(usage)));
  return [...groups.values()]
    .flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      const { messages, tokens, costUsd } = sumCosts(group.map(usageCost));
      return [{ ...nameOf(first), messages, tokens, costUsd }];
    })
    .toSorted((a, b) => (b.costUsd ?? 0) - (a.costUsd ?? 0) || tokenSum(b.tokens) - tokenSum(a.tokens));
}

function tokenSum({ input, output, cacheRead, cacheCreation }: TokenCounts): number {
  return input + output + cacheRead + cacheCreation;
}

function storageCostUsdPerDay(bytes: number): number {
  return ((bytes / storagePrice.bytesPerGigabyte) * storagePrice.usdPerGigabyteMonth) / storagePrice.daysPerMonth;
}
