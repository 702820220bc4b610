import { type BaselineFile, type ImportedBaselines, toTimestamp } from '@skills/schema';
import type { SqlEngine } from '../engine/sql-engine.ts';
import { toNullableNumber, toNullableText, toNumber, toText } from '../read/cell.ts';

export type ImportedBaselineRepositoryDependencies = { readonly engine: Pick<SqlEngine, 'all' | 'transaction'> };

/** What other teams have given: aggregates only. */
export class ImportedBaselineRepository {
  readonly #engine: Pick<SqlEngine, 'all' | 'transaction'>;

  constructor({ engine }: ImportedBaselineRepositoryDependencies) {
    this.#engine = engine;
  }

  /** By team and name of the skill. */
  async all(): Promise<readonly ImportedBaselines[]> {
    const sets = await this.#engine.all(
      'SELECT team, released_at_ms, imported_at_ms, min_users, epsilon FROM imported_baseline_set ORDER BY team',
    );
    const rows = await this.#engine.all(
      `SELECT team, skill_name, total_users, total_invocations, global_completion_rate,
         global_average_duration_seconds, most_common_workflow_phase, effectiveness_percentile
       FROM imported_baseline ORDER BY team, skill_name`,
    );
    const byTeam = Map.groupBy(rows, (row) => toText(row[0]));
    return sets.map((set) => {
      const releasedAt = toTimestamp(toNumber(set[1]));
      return {
        team: toText(set[0]),
        releasedAt,
        importedAt: toTimestamp(toNumber(set[2])),
        minUsers: toNumber(set[3]),
        epsilon: toNullableNumber(set[4]),
        baselines: (byTeam.get(toText(set[0])) ?? []).map((row) => ({
          skillName: toText(row[1]),
          totalUsers: toNumber(row[2]),
          totalInvocations: toNumber(row[3]),
          globalCompletionRate: toNullableNumber(row[4]),
          globalAverageDurationSeconds: toNullableNumber(row[5]),
          mostCommonWorkflowPhase: toNullableText(row[6]),
          effectivenessPercentile: toNullableNumber(row[7]),
          lastUpdated: releasedAt,
        })),
      };
    });
  }

  /**
   * Takes what a team has given in place of what it gave before.
   *
   * @returns how many baselines were replaced
   */
  async replace(file: BaselineFile, nowMs: number): Promise<number> {
    const { team, releasedAt, minUsers, noise, baselines } = file;
    return this.#engine.transaction(async (transaction) => {
      const replaced = await transaction.run('DELETE FROM imported_baseline WHERE team = ?1', [team]);
      await transaction.run('INSERT OR REPLACE INTO imported_baseline_set VALUES (?, ?, ?, ?, ?)', [
        team,
        Date.parse(releasedAt),
        nowMs,
        minUsers,
        noise.mechanism === 'laplace' ? noise.epsilon : null,
      ]);
      await transaction.runMany(
        'INSERT OR REPLACE INTO imported_baseline VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
        baselines.map((row) => [
          team,
          row.skillName,
          row.totalUsers,
          row.totalInvocations,
          row.globalCompletionRate,
          row.globalAverageDurationSeconds,
          row.mostCommonWorkflowPhase,
          row.effectivenessPercentile,
        ]),
      );
      return replaced;
    });
  }
}
