import { toTimestamp } from '@skills/schema';
import type { SqlReader } from '../engine/sql-engine.ts';
import { toNullableNumber, toNullableText, toNumber, toText } from '../read/cell.ts';

/** All that the log knows of one skill name, over all time and all kinds. */
export type StoredMetrics = {
  readonly skillName: string;
  readonly totalInvocations: number;
  readonly completedInvocations: number;
  /** Known to have failed. Calls that are open or unknown are in the total only. */
  readonly abandonedInvocations: number;
  readonly totalDurationSeconds: number;
  /** How often each was named. */
  readonly workflowPaths: Readonly<Record<string, number>>;
  readonly commonErrors: Readonly<Record<string, number>>;
  readonly followUpActions: Readonly<Record<string, number>>;
  readonly avgSelectionRank: number | null;
  /** Fraction in [0, 1]: completion rate of the calls that were chosen from ranked alternatives. */
  readonly recommendationSuccessRate: number | null;
  /** ISO 8601 UTC. */
  readonly firstInvoked: string;
  readonly lastInvoked: string;
  /** Fraction in [0, 1] of the calls whose outcome is known; `null` when none is. */
  readonly completionRate: number | null;
  /** Over every call whose duration is known; `null` when none is. */
  readonly avgDurationSeconds: number | null;
};

export type StoredMetricsSelection = {
  readonly skillName?: string | undefined;
  /** The most used ones. */
  readonly limit?: number | undefined;
};

/**
 * The most used first, equal ones by name. Sums come from rollups and counts of texts from `skill_metrics`; only calls
 * with a selection rank are looked at one by one.
 */
export async function readStoredMetrics(
  reader: SqlReader,
  { skillName, limit }: StoredMetricsSelection,
): Promise<readonly StoredMetrics[]> {
  const rows = await reader.all(sumsQuery, [skillName ?? null, limit ?? -1]);
  const names = JSON.stringify(rows.map((row) => toText(row[0])));
  const ranks = new Map((await reader.all(ranksQuery, [names])).map((row) => [toText(row[0]), row]));
  return rows.map((row) => {
    const name = toText(row[0]);
    const [, rank = null, successRate = null] = ranks.get(name) ?? [];
    const completedInvocations = toNumber(row[2]);
    const abandonedInvocations = toNumber(row[3]);
    const durationCount = toNumber(row[4]);
    const totalDurationSeconds = toNumber(row[5]);
    return {
      skillName: name,
      totalInvocations: toNumber(row[1]),
      completedInvocations,
      abandonedInvocations,
      totalDurationSeconds,
      workflowPaths: toCounts(toNullableText(row[8])),
      commonErrors: toCounts(toNullableText(row[9])),
      followUpActions: toCounts(toNullableText(row[10])),
      avgSelectionRank: toNullableNumber(rank),
      recommendationSuccessRate: toNullableNumber(successRate),
      firstInvoked: toTimestamp(toNumber(row[6])),
      lastInvoked: toTimestamp(toNumber(row[7])),
      completionRate: ratio(completedInvocations, completedInvocations + abandonedInvocations),
      avgDurationSeconds: ratio(totalDurationSeconds, durationCount),
    };
  });
}

const sumsQuery = `
  SELECT s.name, sum(r.invocations), sum(r.completed), sum(r.failed), sum(r.duration_count),
    sum(r.duration_us_sum) / 1e6,
    (
      SELECT min(e.event_key) >> 21 FROM skill AS k CROSS JOIN skill_event AS e
      WHERE k.name = s.name AND e.skill_id = k.skill_id
    ),
    max(r.last_invoked_at_ms), m.workflow_paths, m.common_errors, m.follow_up_actions
  FROM skill AS s CROSS JOIN skill_rollup_day AS r LEFT JOIN skill_metrics AS m ON m.skill_name = s.name
  WHERE r.project_id = 0 AND r.skill_id = s.skill_id AND (?1 IS NULL OR s.name = ?1)
  GROUP BY s.name
  ORDER BY 2 DESC, s.name
  LIMIT ?2`;

/** Of the skills whose names are a JSON array. */
export const ranksQuery = `
  SELECT s.name, avg(e.selection_rank),
    sum(e.completed = 1) * 1.0 / nullif(count(e.completed), 0)
  FROM json_each(?1) AS j CROSS JOIN skill AS s CROSS JOIN skill_event AS e
  WHERE s.name = j.value AND e.skill_id = s.skill_id AND e.selection_rank IS NOT NULL
  GROUP BY s.name`;

/** A JSON object of counts, the most frequent first; what is no count in it is left out. */
function toCounts(json: string | null): Readonly<Record<string, number>> {
  const counts: unknown = JSON.parse(json ?? '{}');
  const entries: readonly (readonly [string, unknown])[] = Object.entries(Object(counts));
  return Object.fromEntries(
    entries
      .flatMap(([text, calls]) => (typeof calls === 'number' && calls > 0 ? [[text, calls] as const] : []))
      .toSorted((a, b) => b[1] - a[1]),
  );
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
