import type {
  AggregateFreshness,
  AggregateResult,
  AggregateWindow,
  ComparisonResult,
  EffectivenessResult,
  Improvement,
  ResultWindow,
  SkillKind,
  TopProjectSkill,
} from '@skills/schema';
import { toTimestamp } from '@skills/schema';
import { aggregateFreshness } from './aggregate-freshness.ts';
import {
  defaultThresholds,
  effectivenessInsights,
  type EffectivenessThresholds,
  followUpInterval,
  improvements,
} from './effectiveness-insights.ts';
import { compareProjects } from './project-comparison.ts';
import type { AggregateSource, OnStep, SkillAggregate } from './project-ports.ts';
import { averageDuration, averageFollowUps, successCounts, sumOfTotals } from './success-counts.ts';

export type SkillMetricsAggregatorDependencies = {
  readonly source: AggregateSource;
  /** The calendar period in UTC that holds a moment, as the source counts; UTC epoch milliseconds, half open. */
  readonly periodAt: (
    timeWindow: AggregateWindow,
    atMs: number,
  ) => { readonly sinceMs: number; readonly untilMs: number };
  /** UTC epoch milliseconds. */
  readonly now: () => number;
  readonly thresholds?: EffectivenessThresholds | undefined;
};

export type AggregateQuestion = {
  readonly timeWindow?: AggregateWindow | undefined;
  /** Every registered and active project together when left out. */
  readonly projectId?: string | undefined;
};

export type TopSkillsQuestion = AggregateQuestion & {
  readonly limit?: number | undefined;
  /** A fraction; skills without a known outcome are left out then. */
  readonly minSuccessRate?: number | undefined;
};

export type EffectivenessQuestion = AggregateQuestion & { readonly kind?: SkillKind | undefined };

export type ComputedAggregates = Omit<AggregateResult, 'collected'>;

export type SkillSummary = AggregateResult['summary'] & { readonly topSkills: readonly TopProjectSkill[] };

const falseDiscoveryRate = 0.05;
const minimumOutcomes = 20;
const usualLimit = 10;
/** As the design: advice looks at the most used skills. */
const advisedSkills = 20;

/** Skills across the projects that a person registered, from aggregates alone. */
export class SkillMetricsAggregator {
  readonly #source: AggregateSource;
  readonly #periodAt: SkillMetricsAggregatorDependencies['periodAt'];
  readonly #now: () => number;
  readonly #thresholds: EffectivenessThresholds;

  constructor({ source, periodAt, now, thresholds = defaultThresholds }: SkillMetricsAggregatorDependencies) {
    this.#source = source;
    this.#periodAt = periodAt;
    this.#now = now;
    this.#thresholds = thresholds;
  }

  /**
   * Brings every window up to date with the log: only days that changed are counted again.
   *
   * @param question - `forceRefresh` counts the project anew, or all of them when none is named
   */
  async computeAggregates({
    timeWindow = 'all',
    projectId,
    forceRefresh = false,
    onStep,
    ...top
  }: TopSkillsQuestion & {
    readonly forceRefresh?: boolean | undefined;
    readonly onStep?: OnStep | undefined;
  } = {}): Promise<ComputedAggregates> {
    const began = performance.now();
    const done = await this.#source.refresh({ nowMs: this.#now(), force: forceRefresh, projectId, onStep });
    const durationSeconds = (performance.now() - began) / 1000;
    const { topSkills: _, ...summary } = await this.getSkillSummary({ timeWindow, projectId });
    return {
      timeWindow,
      window: this.#window(timeWindow),
      projectId: projectId ?? null,
      aggregates: await this.#source.count({ timeWindow, projectId }),
      ...done,
      durationSeconds,
      summary,
      topSkills: [...(await this.getTopSkills({ timeWindow, projectId, ...top }))],
      freshness: await this.freshness(),
    };
  }

  /** The most used skills of the period that now lies in. */
  async getTopSkills({ limit = usualLimit, minSuccessRate, ...question }: TopSkillsQuestion = {}): Promise<
    readonly TopProjectSkill[]
  > {
    const rows = (await this.#source.skills(this.#scope(question))).map(topSkill);
    const chosen =
      minSuccessRate === undefined ? rows : rows.filter(({ successRate }) => (successRate ?? -1) >= minSuccessRate);
    return chosen.slice(0, limit);
  }

  /** How well a skill works, what can be said of it for sure, and what to do. Kinds of one name count together. */
  async getSkillEffectiveness(skillName: string, question: EffectivenessQuestion = {}): Promise<EffectivenessResult> {
    const timeWindow = question.timeWindow ?? 'all';
    const rows = ofKind(await this.#source.skills(this.#scope(question), skillName), question.kind);
    const totals = sumOfTotals(rows);
    const interval = totals === undefined ? undefined : followUpInterval(totals);
    const insights = totals === undefined ? [] : effectivenessInsights(totals, this.#thresholds);
    return {
      skillName,
      kind: onlyKind(rows),
      found: totals !== undefined,
      projectId: question.projectId ?? null,
      timeWindow,
      window: this.#window(timeWindow),
      totalUses: totals?.invocations ?? 0,
      ...successCounts(totals ?? { invocations: 0, completed: 0, failed: 0 }),
      averageDurationSeconds: totals === undefined ? null : averageDuration(totals),
      averageFollowUpActions: totals === undefined ? null : averageFollowUps(totals),
      followUpLower: interval?.lower ?? null,
      followUpUpper: interval?.upper ?? null,
      followUpCount: totals?.followUpCount ?? 0,
      firstUsed: totals === undefined ? null : toTimestamp(totals.firstUsedMs),
      lastUsed: totals === undefined ? null : toTimestamp(totals.lastUsedMs),
      insights: [...insights],
      recommendations: [...improvements(skillName, insights)],
      freshness: await this.freshness(),
    };
  }

  /** A skill in each project, and which differences are real. */
  async getCrossProjectComparison(
    skillName: string,
    { timeWindow = 'all', kind }: Omit<EffectivenessQuestion, 'projectId'> = {},
  ): Promise<ComparisonResult> {
    const rows = ofKind(await this.#source.projectsOf(skillName, { timeWindow, atMs: this.#now() }), kind);
    const projects = compareProjects(rows, { falseDiscoveryRate, minimumOutcomes });
    return {
      skillName,
      kind: onlyKind(rows),
      found: rows.length > 0,
      timeWindow,
      window: this.#window(timeWindow),
      adjustedFor: ['kind', 'workflowPhase', 'model'],
      falseDiscoveryRate,
      minimumOutcomes,
      compared: projects.filter(({ qValue }) => qValue !== null).length,
      projects: projects.toSorted((left, right) => right.totalUses - left.totalUses),
      freshness: await this.freshness(),
    };
  }

  /** All skills together, and the most used of them. */
  async getSkillSummary({ limit = usualLimit, ...question }: TopSkillsQuestion = {}): Promise<SkillSummary> {
    const rows = await this.#source.skills(this.#scope(question));
    const totals = sumOfTotals(rows);
    return {
      projects: question.projectId === undefined ? await this.#source.projectCount() : 1,
      uniqueSkills: rows.length,
      ...successCounts(totals ?? { invocations: 0, completed: 0, failed: 0 }),
      averageDurationSeconds: totals === undefined ? null : averageDuration(totals),
      topSkills: rows.slice(0, limit).map(topSkill),
    };
  }

  /** What to improve among the most used skills. */
  async getRecommendations(question: AggregateQuestion = {}): Promise<readonly Improvement[]> {
    const rows = await this.#source.skills(this.#scope(question));
    return rows
      .slice(0, advisedSkills)
      .flatMap((row) => improvements(row.skillName, effectivenessInsights(row, this.#thresholds)));
  }

  async freshness(): Promise<AggregateFreshness> {
    return aggregateFreshness(this.#source, this.#now());
  }

  #scope({ timeWindow = 'all', projectId }: AggregateQuestion) {
    return { timeWindow, projectId, atMs: this.#now() };
  }

  #window(timeWindow: AggregateWindow): ResultWindow {
    const { sinceMs, untilMs } = this.#periodAt(timeWindow, this.#now());
    return { since: toTimestamp(sinceMs), until: toTimestamp(untilMs) };
  }
}

function topSkill(row: SkillAggregate): TopProjectSkill {
  return {
    skillName: row.skillName,
    kind: row.kind,
    ...successCounts(row),
    averageDurationSeconds: averageDuration(row),
    averageFollowUpActions: averageFollowUps(row),
    firstUsed: toTimestamp(row.firstUsedMs),
    lastUsed: toTimestamp(row.lastUsedMs),
  };
}

function ofKind<Row extends { readonly kind: SkillKind }>(
  rows: readonly Row[],
  kind: SkillKind | undefined,
): readonly Row[] {
  return kind === undefined ? rows : rows.filter((row) => row.kind === kind);
}

/** `null` when several kinds count together, or there is nothing. */
function onlyKind(rows: readonly { readonly kind: SkillKind }[]): SkillKind | null {
  const [first, ...rest] = new Set(rows.map(({ kind }) => kind));
  return rest.length === 0 ? (first ?? null) : null;
}
