import { toTimestamp } from '@skills/schema';
import type { SqlEngine, SqlReader } from '../engine/sql-engine.ts';
import { toNullableNumber, toNullableText, toNumber, toText } from '../read/cell.ts';
import { requirePositiveInteger } from './positive-integer.ts';

export type CommunityBaseline = {
  readonly skillName: string;
  /** Distinct users, not sessions. */
  readonly totalUsers: number;
  readonly totalInvocations: number;
  /** Fraction in [0, 1] of the calls whose outcome is known; `null` when none is. */
  readonly globalCompletionRate: number | null;
  readonly globalAvgDurationSeconds: number | null;
  readonly mostCommonWorkflowPhase: string | null;
  /** 0 to 100: share of the skills whose completion rate is lower. */
  readonly effectivenessPercentile: number | null;
  /** ISO 8601 UTC. */
  readonly lastUpdated: string;
};

export type CommunityBaselineOptions = {
  /** Numbers about other people are shown only for groups of at least this many users. Default 5. */
  readonly minUsers?: number;
};

const defaultMinUsers = 5;

/** The stored baselines, the most effective first; those of fewer users than asked for are left out. */
export async function readCommunityBaselines(
  reader: SqlReader,
  { minUsers = defaultMinUsers }: CommunityBaselineOptions = {},
): Promise<readonly CommunityBaseline[]> {
  requirePositiveInteger('minUsers', minUsers);
  const rows = await reader.all(
    `SELECT skill_name, total_users, total_invocations, global_completion_rate, global_avg_duration_seconds,
       most_common_workflow_phase, effectiveness_percentile, last_updated
     FROM skill_community_baselines
     WHERE total_users >= ?1
     ORDER BY effectiveness_percentile DESC NULLS LAST, skill_name`,
    [minUsers],
  );
  return rows.map((row) => ({
    skillName: toText(row[0]),
    totalUsers: toNumber(row[1]),
    totalInvocations: toNumber(row[2]),
    globalCompletionRate: toNullableNumber(row[3]),
    globalAvgDurationSeconds: toNullableNumber(row[4]),
    mostCommonWorkflowPhase: toNullableText(row[5]),
    effectivenessPercentile: toNullableNumber(row[6]),
    lastUpdated: toText(row[7]),
  }));
}

/**
 * Measures the baselines of every skill that at least `minUsers` users have called, in place of the stored ones.
 *
 * @returns how many were stored
 */
export async function updateBaselines(
  engine: SqlEngine,
  nowMs: number,
  { minUsers = defaultMinUsers }: CommunityBaselineOptions = {},
): Promise<number> {
  requirePositiveInteger('minUsers', minUsers);
  return engine.transaction(async (transaction) => {
    await transaction.run('DELETE FROM skill_community_baselines');
    return transaction.run(updateQuery, [minUsers, toTimestamp(nowMs)]);
  });
}

const updateQuery = `
  INSERT INTO skill_community_baselines (skill_name, total_users, total_invocations, global_completion_rate,
    global_avg_duration_seconds, most_common_workflow_phase, effectiveness_percentile, last_updated)
  WITH counted AS MATERIALIZED (
    SELECT k.name, count(DISTINCT e.user_id) AS users, count(*) AS calls, avg(e.completed) AS rate,
      avg(e.duration_seconds) AS seconds
    FROM skill_event AS e JOIN skill AS k ON k.skill_id = e.skill_id
    GROUP BY k.name
    HAVING users >= ?1
  ),
  phased AS (
    SELECT k.name, e.phase_label, row_number() OVER (PARTITION BY k.name ORDER BY count(*) DESC, e.phase_label) AS place
    FROM skill_event AS e JOIN skill AS k ON k.skill_id = e.skill_id
    WHERE e.phase_label IS NOT NULL
    GROUP BY k.name, e.phase_label
  ),
  ranked AS (
    SELECT name, 100.0 * percent_rank() OVER (ORDER BY rate) AS percentile FROM counted WHERE rate IS NOT NULL
  )
  SELECT c.name, c.users, c.calls, c.rate, c.seconds,
    (SELECT l.text FROM phased AS p JOIN label AS l ON l.label_id = p.phase_label WHERE p.name = c.name AND p.place = 1),
    r.percentile, ?2
  FROM counted AS c LEFT JOIN ranked AS r ON r.name = c.name`;
