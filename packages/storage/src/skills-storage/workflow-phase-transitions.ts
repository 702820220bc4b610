import type { SqlReader } from '../engine/sql-engine.ts';
import { toNumber, toText } from '../read/cell.ts';

export type WorkflowPhaseTransition = {
  readonly fromPhase: string;
  readonly toPhase: string;
  readonly invocationCount: number;
  /** The skill that most often began the phase moved to; equal ones by name. */
  readonly mostCommonSkill: string;
  /** Seconds from the start of the last call of one phase to the start of the first call of the next. */
  readonly avgTransitionDurationSeconds: number;
};

/**
 * How sessions move from phase to phase, the most frequent first, one entry per pair. Calls without a phase are passed
 * over; two calls of the same phase in a row are no transition.
 */
export async function workflowPhaseTransitions(
  reader: SqlReader,
  options: { readonly sessionId?: string | undefined } = {},
): Promise<readonly WorkflowPhaseTransition[]> {
  const rows = await reader.all(transitionsQuery, [options.sessionId ?? null]);
  return rows.map((row) => ({
    fromPhase: toText(row[0]),
    toPhase: toText(row[1]),
    invocationCount: toNumber(row[2]),
    mostCommonSkill: toText(row[3]),
    avgTransitionDurationSeconds: toNumber(row[4]),
  }));
}

const transitionsQuery = `
  WITH step AS (
    SELECT e.skill_id, e.phase_label AS to_phase, e.event_key,
      lag(e.phase_label) OVER session_order AS from_phase,
      lag(e.event_key) OVER session_order AS from_key
    FROM skill_event AS e
    WHERE e.phase_label IS NOT NULL
      AND (?1 IS NULL OR e.session_id = (SELECT session_id FROM session WHERE external_id = ?1))
    WINDOW session_order AS (PARTITION BY e.session_id ORDER BY e.event_key)
  ),
  move AS (
    SELECT from_phase, to_phase, k.name, count(*) AS moves, sum((event_key >> 21) - (from_key >> 21)) AS gap_ms
    FROM step JOIN skill AS k ON k.skill_id = step.skill_id
    WHERE from_phase <> to_phase
    GROUP BY from_phase, to_phase, k.name
  ),
  ranked AS (
    SELECT move.*,
      sum(moves) OVER pair AS pair_moves,
      sum(gap_ms) OVER pair AS pair_gap_ms,
      row_number() OVER (PARTITION BY from_phase, to_phase ORDER BY moves DESC, name) AS place
    FROM move
    WINDOW pair AS (PARTITION BY from_phase, to_phase)
  )
  SELECT f.text, t.text, pair_moves, name, pair_gap_ms / 1000.0 / pair_moves
  FROM ranked
  JOIN label AS f ON f.label_id = from_phase
  JOIN label AS t ON t.label_id = to_phase
  WHERE place = 1
  ORDER BY pair_moves DESC, f.text, t.text`;
