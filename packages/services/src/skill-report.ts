import type {
  OutcomeCounts,
  RollupWindow,
  ShowResult,
  SkillBucket,
  SkillFilter,
  SkillFunnel,
  SkillKind,
} from '@skills/schema';
import { SkillsError, toTimestamp } from '@skills/schema';
import type { KnownOutcomes } from './outcome-counts.ts';
import { outcomeCounts } from './outcome-counts.ts';
import type { SkillRanking } from './skill-ranking.ts';
import { resultWindow } from './result-window.ts';
import type { UsageCost } from './usage-cost.ts';
import { sumCosts } from './usage-cost.ts';

type Detail = {
  readonly byPhase: readonly (KnownOutcomes & { readonly workflowPhase: string | null })[];
  readonly byProject: readonly (KnownOutcomes & {
    readonly projectId: string | null;
    readonly name: string | null;
  })[];
  readonly errors: readonly { readonly errorType: string; readonly invocations: number }[];
};

type SkillIdentity = { readonly skillName: string; readonly kind: SkillKind };

export type SkillReportDependencies = {
  readonly ranking: Pick<SkillRanking, 'rows'>;
  readonly rollups: { skillBuckets(window: RollupWindow, filter: SkillFilter): Promise<readonly SkillBucket[]> };
  readonly details: { detail(window: RollupWindow, skill: SkillIdentity): Promise<Detail> };
  readonly related: {
    relatedSkills(window: RollupWindow, skill: SkillIdentity): Promise<readonly ShowResult['relatedSkills'][number][]>;
  };
  readonly funnels: {
    funnel(window: RollupWindow, filter: { readonly skillName?: string | undefined }): Promise<readonly SkillFunnel[]>;
  };
  readonly usage: { costs(window: RollupWindow): Promise<readonly UsageCost[]> };
};

export type SkillQuestion = {
  readonly skillName: string;
  readonly kind?: SkillKind | undefined;
  readonly window: RollupWindow;
  /** The same window in whole days, for tokens. */
  readonly dayWindow: RollupWindow;
};

/** Everything about one skill. */
export class SkillReport {
  readonly #dependencies: SkillReportDependencies;

  constructor(dependencies: SkillReportDependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * @returns the most used kind when several kinds bear the name and none is asked for
   * @throws {SkillsError} 'not-found' when the skill did not run in the window
   */
  async show({ skillName, kind, window, dayWindow }: SkillQuestion): Promise<ShowResult> {
    const { ranking, rollups, details, related, funnels, usage } = this.#dependencies;
    const [row] = await ranking.rows(window, { skillName, kind, limit: 1 });
    if (row === undefined) {
      const [since, until] = [window.sinceMs, window.untilMs].map(minuteOf);
      throw new SkillsError('not-found', `no call of ${skillName} between ${since} and ${until} UTC`);
    }
    const skill = { skillName, kind: row.kind };
    const detail = await details.detail(window, skill);
    const [funnel] = await funnels.funnel(window, { skillName: funnelName(skill) });
    const named = (await usage.costs(dayWindow)).filter((counts) => counts.skillName === funnelName(skill));
    const cost = named.length === 0 ? undefined : sumCosts(named);
    return {
      window: resultWindow(window),
      ...row,
      byPhase: detail.byPhase.flatMap(({ workflowPhase, ...counts }) =>
        workflowPhase === null ? [] : [{ phase: workflowPhase, ...outcomeCounts(counts) }],
      ),
      byProject: detail.byProject.flatMap(({ projectId, name, ...counts }) =>
        projectId === null ? [] : [{ projectId, name: name ?? projectId, ...outcomeCounts(counts) }],
      ),
      errors: detail.errors.map(({ errorType, invocations }) => ({ errorType, count: invocations })),
      trendBucketSeconds: window.bucket === 'hour' ? 3600 : 86_400,
      trend: (await rollups.skillBuckets(window, skill)).map((bucket) => trendPoint(bucket)),
      relatedSkills: [...(await related.relatedSkills(window, skill))],
      funnel: {
        offered: funnel?.offered ?? 0,
        activated: funnel?.activated ?? 0,
        completed: funnel?.completed ?? 0,
      },
      tokens: cost?.tokens ?? null,
      costUsd: cost?.costUsd ?? null,
    };
  }
}

function trendPoint(bucket: SkillBucket): OutcomeCounts & { readonly startAt: string } {
  return { startAt: toTimestamp(bucket.startMs), ...outcomeCounts(bucket) };
}

/** A skill that a user types with a slash is offered and paid for under its name without it. */
function funnelName({ skillName, kind }: SkillIdentity): string {
  return kind === 'slash_command' && skillName.startsWith('/') ? skillName.slice(1) : skillName;
}

/** `2026-02-10 12:34` of UTC epoch milliseconds. */
function minuteOf(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 16).replace('T', ' ');
}
