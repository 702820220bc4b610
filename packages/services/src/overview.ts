import { wilsonScoreInterval } from '@skills/analytics';
import type {
  OverviewResult,
  RollupWindow,
  SkillBucket,
  SkillCounts,
  SkillFilter,
  SkillFunnel,
  SkillRow,
  UsageCounts,
} from '@skills/schema';
import { toTimestamp } from '@skills/schema';
import { activitySeries } from './activity-series.ts';
import type { KnownOutcomes } from './outcome-counts.ts';
import { outcomeCounts } from './outcome-counts.ts';
import { resultWindow } from './result-window.ts';
import type { SkillRanking } from './skill-ranking.ts';
import { sumCosts, usageCost } from './usage-cost.ts';

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
  readonly usage: { usage(window: RollupWindow): Promise<readonly UsageCounts[]> };
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
    const series = activitySeries(window, await this.#bucketsOf(window, rows));
    const cost = sumCosts((await usage.usage(dayWindow)).map(usageCost));
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
      failsMost: failsMost(await rollups.skillCounts(window, {}), limit),
      offeredNeverUsed: (await funnels.offeredNeverUsed(window)).slice(0, limit),
      costs: { costUsd: cost.costUsd ?? 0, tokens: cost.tokens, unpricedTokens: cost.unpricedTokens },
    };
  }

  async #bucketsOf(window: RollupWindow, rows: readonly SkillRow[]): Promise<readonly SkillBucket[]> {
    const perSkill = await Promise.all(
      rows.map(({ skillName, kind }) => this.#dependencies.rollups.skillBuckets(window, { skillName, kind })),
    );
    return perSkill.flat();
  }
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
