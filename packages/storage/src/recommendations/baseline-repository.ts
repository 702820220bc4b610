import {
  type CommunityBaseline,
  communityBaselines,
  type GroupRule,
  sharedBaselines,
  SkillUseCounter,
} from '@skills/collaborative-filtering';
import { type BaselineRow, toTimestamp } from '@skills/schema';
import type { SqlEngine, SqlReader } from '../engine/sql-engine.ts';
import { toNullableNumber, toNullableText, toNumber, toText } from '../read/cell.ts';
import { EventSegments } from '../segments/event-segments.ts';
import { readNamedSkills } from './named-skills.ts';

export type BaselineRepositoryDependencies = { readonly engine: Pick<SqlEngine, 'all' | 'transaction'> };

/** Of a `BaselineRow`, what is measured. */
export type MeasuredBaseline = Omit<BaselineRow, 'lastUpdated'>;

const columns = `skill_name, total_users, total_invocations, global_completion_rate, global_avg_duration_seconds,
  most_common_workflow_phase, effectiveness_percentile, last_updated`;

/** What is usual for each skill over its users, of groups only. Calls whose user is not known count nowhere. */
export class BaselineRepository {
  readonly #engine: Pick<SqlEngine, 'all' | 'transaction'>;

  constructor({ engine }: BaselineRepositoryDependencies) {
    this.#engine = engine;
  }

  /** As they were measured last, the most effective first, equal ones by name. */
  async stored(minUsers: number): Promise<readonly BaselineRow[]> {
    const rows = await this.#engine.all(
      `SELECT ${columns} FROM skill_community_baselines WHERE total_users >= ?1
       ORDER BY effectiveness_percentile DESC NULLS LAST, skill_name`,
      [minUsers],
    );
    return rows.map((row) => ({
      skillName: toText(row[0]),
      totalUsers: toNumber(row[1]),
      totalInvocations: toNumber(row[2]),
      globalCompletionRate: toNullableNumber(row[3]),
      globalAverageDurationSeconds: toNullableNumber(row[4]),
      mostCommonWorkflowPhase: toNullableText(row[5]),
      effectivenessPercentile: toNullableNumber(row[6]),
      lastUpdated: toText(row[7]),
    }));
  }

  /**
   * Measures them anew, in place of the stored ones.
   *
   * @returns how many there are
   */
  async update(nowMs: number, rule: GroupRule): Promise<number> {
    // Measured before the write lock is taken.
    const baselines = await this.measured(rule);
    const at = toTimestamp(nowMs);
    await this.#engine.transaction(async (transaction) => {
      await transaction.run('DELETE FROM skill_community_baselines');
      await transaction.runMany(
        `INSERT INTO skill_community_baselines (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        baselines.map((row) => [
          row.skillName,
          row.totalUsers,
          row.totalInvocations,
          row.globalCompletionRate,
          row.globalAverageDurationSeconds,
          row.mostCommonWorkflowPhase,
          row.effectivenessPercentile,
          at,
        ]),
      );
    });
    return baselines.length;
  }

  /** Measures them and stores nothing; by name. */
  async measured(rule: GroupRule): Promise<readonly MeasuredBaseline[]> {
    return this.#measure(rule, (baselines) => baselines);
  }

  /** The same with less detail, to be given to others. */
  async measuredForOthers(rule: GroupRule): Promise<readonly MeasuredBaseline[]> {
    return this.#measure(rule, sharedBaselines);
  }

  async #measure(
    rule: GroupRule,
    detail: (baselines: readonly (CommunityBaseline | undefined)[]) => readonly (CommunityBaseline | undefined)[],
  ): Promise<readonly MeasuredBaseline[]> {
    const { skills, placeOfSkill } = await readNamedSkills(this.#engine);
    const counter = new SkillUseCounter();
    const fields = ['user', 'skill', 'completed', 'durationSeconds', 'phase'] as const;
    for await (const block of new EventSegments({ engine: this.#engine }).blocks(fields)) {
      counter.add({ ...block, item: block.skill.map((id) => placeOfSkill[id] ?? -1) });
    }
    const baselines = detail(communityBaselines(counter.uses(skills.length), rule));
    const phaseNames = await readPhaseNames(
      this.#engine,
      baselines.flatMap((baseline) => baseline?.commonestPhase ?? []),
    );
    return baselines.flatMap((baseline, place) => {
      const skillName = skills[place]?.skillName;
      return baseline === undefined || skillName === undefined ? [] : [toMeasured(skillName, baseline, phaseNames)];
    });
  }
}

/** A baseline as it is told of. */
export function toMeasured(
  skillName: string,
  baseline: CommunityBaseline,
  phaseNames: ReadonlyMap<number, string>,
): MeasuredBaseline {
  const { commonestPhase } = baseline;
  return {
    skillName,
    totalUsers: baseline.users,
    totalInvocations: baseline.invocations,
    globalCompletionRate: baseline.completionRate,
    globalAverageDurationSeconds: baseline.averageDurationSeconds,
    mostCommonWorkflowPhase: commonestPhase === null ? null : (phaseNames.get(commonestPhase) ?? null),
    effectivenessPercentile: baseline.effectivenessPercentile,
  };
}

async function readPhaseNames(reader: SqlReader, labels: readonly number[]): Promise<ReadonlyMap<number, string>> {
  if (labels.length === 0) return new Map();
  const rows = await reader.all(
    'SELECT label_id, text FROM label WHERE label_id IN (SELECT value FROM json_each(?1))',
    [JSON.stringify([...new Set(labels)])],
  );
  return new Map(rows.map((row) => [toNumber(row[0]), toText(row[1])]));
}
