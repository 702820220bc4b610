import type { SqlReader } from '../engine/sql-engine.ts';
import { toNullableNumber, toNumber, toText } from '../read/cell.ts';
import { requirePositiveInteger } from './positive-integer.ts';

export type WorkflowEffectivenessOptions = {
  readonly workflowPhase?: string | undefined;
  readonly minInvocations?: number;
};

export type WorkflowSkillEffectiveness = {
  readonly skillName: string;
  readonly workflowPhase: string;
  readonly totalInvocations: number;
  readonly completedCount: number;
  readonly abandonedCount: number;
  /** Fraction in [0, 1] of the calls whose outcome is known; `null` when none is. */
  readonly completionRate: number | null;
  /** Over every call whose duration is known. */
  readonly avgDurationSeconds: number | null;
};

/** Skills in each workflow phase, the most reliable first; equal ones by invocations, then by name. */
export async function workflowSkillEffectiveness(
  reader: SqlReader,
  { workflowPhase, minInvocations = 1 }: WorkflowEffectivenessOptions = {},
): Promise<readonly WorkflowSkillEffectiveness[]> {
  requirePositiveInteger('minInvocations', minInvocations);
  // One number to group by, because two columns take SQLite twice as long.
  const rows = await reader.all(
    `SELECT k.name, l.text, sum(part.invocations) AS invocations, sum(part.completed) AS completed,
       sum(part.failed) AS failed, sum(part.duration_seconds) / nullif(sum(part.duration_count), 0)
     FROM (
       SELECT pair >> 32 AS skill_id, pair & 0xffffffff AS phase_label, count(*) AS invocations,
         count(*) FILTER (WHERE completed = 1) AS completed, count(*) FILTER (WHERE completed = 0) AS failed,
         sum(duration_seconds) AS duration_seconds, count(duration_seconds) AS duration_count
       FROM (
         SELECT e.skill_id << 32 | e.phase_label AS pair, e.completed, e.duration_seconds
         FROM skill_event AS e
         WHERE e.phase_label IS NOT NULL
           AND (?1 IS NULL OR e.phase_label = (SELECT label_id FROM label WHERE text = ?1))
       )
       GROUP BY pair
     ) AS part
     JOIN skill AS k ON k.skill_id = part.skill_id
     JOIN label AS l ON l.label_id = part.phase_label
     GROUP BY k.name, part.phase_label
     HAVING invocations >= ?2
     ORDER BY sum(part.completed) * 1.0 / nullif(sum(part.completed) + sum(part.failed), 0) DESC NULLS LAST,
       invocations DESC, k.name, l.text`,
    [workflowPhase ?? null, minInvocations],
  );
  return rows.map((row) => {
    const completedCount = toNumber(row[3]);
    const abandonedCount = toNumber(row[4]);
    const knownCount = completedCount + abandonedCount;
    return {
      skillName: toText(row[0]),
      workflowPhase: toText(row[1]),
      totalInvocations: toNumber(row[2]),
      completedCount,
      abandonedCount,
      completionRate: knownCount === 0 ? null : completedCount / knownCount,
      avgDurationSeconds: toNullableNumber(row[5]),
    };
  });
}
