import { fileCostUsdPerDay, storageCost } from '@skills/analytics';
import type { ApiUsageAndCosting, CostsResult, RollupWindow, SkillCounts } from '@skills/schema';
import { toTimestamp } from '@skills/schema';
import { resultWindow } from '../result-window.ts';
import { sumCosts } from '../usage-cost.ts';
import type { CostAnalyzerDependencies, ExecutionEffort } from './cost-ports.ts';
import { sharesByModel, sharesBySkill, tokenSum, unpricedModels } from './cost-shares.ts';
import { countsByAttribution, outcomeShare } from './skill-outcomes.ts';

export type CostQuestion = {
  /** Of days. */
  readonly window: RollupWindow;
  /** UTC epoch milliseconds. */
  readonly nowMs: number;
  readonly projectId?: string | undefined;
};

type SkillShare = ReturnType<typeof sharesBySkill>[number];
type DayQuestion = Pick<CostQuestion, 'nowMs' | 'projectId'>;

const dayMs = 86_400_000;

/** What the work of assistants costs: tokens at the prices of their days, storage, effort of people, cost of a success. */
export class CostAnalyzer {
  readonly #dependencies: CostAnalyzerDependencies;

  constructor(dependencies: CostAnalyzerDependencies) {
    this.#dependencies = dependencies;
  }

  /** @throws {RangeError} when the window is not one of days */
  async costs({ window, nowMs, projectId }: CostQuestion): Promise<CostsResult> {
    const { usage, rollups, executions, database } = this.#dependencies;
    const costs = await usage.costs(window, { projectId });
    const total = sumCosts(costs);
    const counts = await rollups.skillCounts(window, { projectId });
    const ofSkill = countsByAttribution(counts);
    const effort = await executions.executionEffort(nowMs);
    const day = await this.#lastDay({ nowMs, projectId }, effort);
    const { events, sizeBytes } = await database.status();
    const fileCost = fileCostUsdPerDay(sizeBytes ?? 0);
    const { apiUsage, costing } = day;
    return {
      window: resultWindow(window),
      tokens: total.tokens,
      costUsd: total.costUsd ?? 0,
      unpricedTokens: total.unpricedTokens,
      unpricedModels: unpricedModels(costs),
      byModel: sharesByModel(costs),
      bySkill: sharesBySkill(costs).map((share) => withOutcomes(share, ofSkill)),
      outcomes: outcomeShare(counts, total.costUsd),
      lastDay: {
        window: day.window,
        tasks: apiUsage.totalTasks24h,
        tokens: apiUsage.totalTokens24h,
        averageTokensPerTask: apiUsage.avgTokensPerTask,
        executionCostUsd: costing.executionCosts24h,
      },
      storage: { events, sizeBytes, costUsdPerDay: fileCost, ...day.storage },
      apiUsage,
      costing,
      humanEffort: [...effort.effort],
      totalDailyCostUsd: costing.executionCosts24h + fileCost,
    };
  }

  /** Usage and cost of the last 24 hours under the names of the mission. */
  async getApiUsageAndCosting(question: DayQuestion): Promise<ApiUsageAndCosting> {
    return this.#lastDay(question, await this.#dependencies.executions.executionEffort(question.nowMs));
  }

  async #lastDay({ nowMs, projectId }: DayQuestion, tiers: ExecutionEffort): Promise<ApiUsageAndCosting> {
    const { usage, rollups } = this.#dependencies;
    const window = lastDayOf(nowMs);
    const day = sumCosts(await usage.costs(window, { projectId }));
    const tasks = (await rollups.skillCounts(window, { projectId })).reduce((sum, skill) => sum + skill.invocations, 0);
    const tokens = tokenSum(day.tokens);
    const storage = storageCost(tiers);
    const executionCosts = day.costUsd ?? 0;
    return {
      timestamp: toTimestamp(nowMs),
      window: resultWindow(window),
      apiUsage: {
        totalTasks24h: tasks,
        totalTokens24h: tokens,
        avgTokensPerTask: tasks === 0 ? null : tokens / tasks,
        unpricedTokens24h: day.unpricedTokens,
      },
      costing: {
        executionCosts24h: executionCosts,
        storageCostsDaily: storage.costUsdPerDay,
        totalDailyCost: executionCosts + storage.costUsdPerDay,
      },
      storage: {
        tier1RawRecords: tiers.tier1Records,
        tier2HourlySummaries: tiers.tier2Summaries,
        estimatedSizeMb: storage.estimatedSizeMb,
      },
    };
  }
}

function withOutcomes(
  share: SkillShare,
  ofSkill: ReadonlyMap<string, readonly SkillCounts[]>,
): CostsResult['bySkill'][number] {
  const { skillName, costUsd } = share;
  return { ...share, outcomes: skillName === null ? null : outcomeShare(ofSkill.get(skillName) ?? [], costUsd) };
}

/** The last 24 hours, widened to whole UTC days. */
function lastDayOf(nowMs: number): RollupWindow {
  return {
    sinceMs: Math.floor((nowMs - dayMs) / dayMs) * dayMs,
    untilMs: Math.floor(nowMs / dayMs) * dayMs + dayMs,
    bucket: 'day',
  };
}
