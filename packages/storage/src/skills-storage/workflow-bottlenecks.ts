import type { SqlReader } from '../engine/sql-engine.ts';
import { toNullableNumber, toNumber, toText } from '../read/cell.ts';
import { requirePositiveInteger } from './positive-integer.ts';

export type WorkflowBottleneckOptions = {
  /** Fraction in [0, 1]. Default 0.3. */
  readonly minAbandonmentRate?: number;
  /** Calls with a known outcome that a phase needs before it is judged. Default 3. */
  readonly minInvocations?: number;
};

export type WorkflowBottleneck = {
  readonly workflowPhase: string;
  readonly totalInvocations: number;
  readonly abandonedCount: number;
  /** Fraction in [0, 1] of the calls whose outcome is known. */
  readonly abandonmentRate: number;
  /** Equal to the abandonment rate. */
  readonly bottleneckScore: number;
  readonly avgDurationSeconds: number | null;
};

/** Workflow phases in which calls often fail, the worst first. */
export async function workflowBottlenecks(
  reader: SqlReader,
  { minAbandonmentRate = 0.3, minInvocations = 3 }: WorkflowBottleneckOptions = {},
): Promise<readonly WorkflowBottleneck[]> {
  requirePositiveInteger('minInvocations', minInvocations);
  if (!(minAbandonmentRate >= 0 && minAbandonmentRate <= 1)) {
    throw new RangeError(`minAbandonmentRate requires a fraction in [0, 1], got ${minAbandonmentRate}`);
  }
  const rows = await reader.all(
    `SELECT l.text, part.invocations, part.failed, part.failed * 1.0 / part.known AS rate, part.average
     FROM (
       SELECT e.phase_label, count(*) AS invocations, count(e.completed) AS known,
         count(*) FILTER (WHERE e.completed = 0) AS failed, avg(e.duration_seconds) AS average
       FROM skill_event AS e
       WHERE e.phase_label IS NOT NULL
       GROUP BY e.phase_label
     ) AS part
     JOIN label AS l ON l.label_id = part.phase_label
     WHERE part.known >= ?1 AND rate >= ?2
     ORDER BY rate DESC, part.invocations DESC, l.text`,
    [minInvocations, minAbandonmentRate],
  );
  return rows.map((row) => ({
    workflowPhase: toText(row[0]),
    totalInvocations: toNumber(row[1]),
    abandonedCount: toNumber(row[2]),
    abandonmentRate: toNumber(row[3]),
    bottleneckScore: toNumber(row[3]),
    avgDurationSeconds: toNullableNumber(row[4]),
  }));
}
