import { wilsonScoreInterval } from '@skills/analytics';
import type { OverviewResult, RollupWindow, SkillBucket, SkillCounts, SkillFilter, SkillFunnel } from '@skills/schema';
import { toTimestamp } from '@skills/schema';
import { activitySeries } from './activity-series.ts';
import type { KnownOutcomes } from './outcome-counts.ts';
import { outcomeCounts } from './outcome-counts.ts';
import { resultWindow } from './result-window.ts';
import type { SkillRanking } from './skill-ranking.ts';
import type { UsageCost } from './usage-cost.ts';
import { sumCosts } from './usage-cost.ts';

type Totals = KnownOutcomes & { readonly sessions: number; readonly skills: number; readonly projects: number };

export type OverviewDependencies = {
  readonly ranking: Pick<SkillRanking, 'rows'>;
  readonly rollups: {
    totals(window: RollupWindow): Promise<Totals>;
    skillCounts(window: RollupWindow, filter: SkillFilter): Promise<readonly SkillCounts[]>;
    skillBuckets(window: RollupWindow, filter: SkillFilter): Promise<readonly SkillBucket[]>;
  };
  readonly funnels: {
    /** Most offered first. */
    offeredNeverUsed(window: RollupWindow): Promise<readonly Pick<SkillFunnel, 'skillName' | 'offered'>[]>;
  };
  readonly usage: { costs(window: RollupWindow): Promise<readonly UsageCost[]> };
};

export type OverviewQuestion = {
  readonly window: RollupWindow;
  /** The same window in whole days, for tokens. */
  readonly dayWindow: RollupWindow;
  /** Rows of each list. */
  readonly limit: number;
  readonly simulated: boolean;
};

/** The answer to "which of my skills work": one page. */
export class Overview {
  readonly #dependencies: OverviewDependencies;

  constructor(dependencies: OverviewDependencies) {
    this.#dependencies = dependencies;
  }

  async overview({ window, dayWindow, limit, simulated }: OverviewQuestion): Promise<OverviewResult> {
    const { ranking, rollups, funnels, usage } = this.#dependencies;
    const totals = await rollups.totals(window);
    const rows = await ranking.rows(window, { limit });
    const buckets = await rollups.skillBuckets(window, {});
    const series = activitySeries(window, buckets);
    const cost = sumCosts(await usage.costs(dayWindow));
    return {
      window: resultWindow(window),
      simulated,
      totals: {
        ...outcomeCounts(totals),
        sessions: totals.sessions,
        skills: totals.skills,
        projects: totals.projects,
      },
      topSkills: rows.flatMap((row) => [{ ...row, activity: [...series.of(row)] }]),
      activitySince: toTimestamp(series.sinceMs),
      activityBucketSeconds: series.bucketMs / 1000,
      trend: trendOf(buckets),
      failsMost: failsMost(await rollups.skillCounts(window, {}), limit),
      offeredNeverUsed: (await funnels.offeredNeverUsed(window)).slice(0, limit),
      costs: { costUsd: cost.costUsd ?? 0, tokens: cost.tokens, unpricedTokens: cost.unpricedTokens },
    };
  }
}

/** Calls of everything, by bucket; buckets without a call are left out. */
function trendOf(buckets: readonly SkillBucket[]): OverviewResult['trend'] {
  const sums = new Map<number, KnownOutcomes>();
  for (const { startMs, invocations, completed, failed } of buckets) {
    const sum = sums.get(startMs) ?? { invocations: 0, completed: 0, failed: 0 };
    sums.set(startMs, {
      invocations: sum.invocations + invocations,
      completed: sum.completed + completed,
      failed: sum.failed + failed,
    });
  }
  return [...sums]
    .toSorted(([a], [b]) => a - b)
    .map(([startMs, counts]) => Object.assign({ startAt: toTimestamp(startMs) }, outcomeCounts(counts)));
}

function failsMost(counts: readonly SkillCounts[], limit: number): OverviewResult['failsMost'] {
  return counts
    .filter(({ failed }) => failed > 0)
    .toSorted((a, b) => b.failed - a.failed || a.completed - b.completed)
    .slice(0, limit)
    .map(({ skillName, kind, completed, failed }) => {
      const known = completed + failed;
      const { lower, upper } = wilsonScoreInterval(failed, known);
      return {
        skillName,
        kind,
        failed,
        known,
        failureRate: failed / known,
        failureRateLower: lower,
        failureRateUpper: upper,
      };
    });
}
