import type { RollupWindow, SkillKind } from '@skills/schema';
import type { SqlReader } from '../engine/sql-engine.ts';
import { firstEventKeyAt } from './event-key-range.ts';
import { toSkillDetail, type SkillDetail } from './skill-detail.ts';

export type SkillDetailRepositoryDependencies = { readonly engine: SqlReader };

export class SkillDetailRepository {
  readonly #engine: SqlReader;

  constructor({ engine }: SkillDetailRepositoryDependencies) {
    this.#engine = engine;
  }

  /** Breakdowns of one skill's calls in a window: one pass over the index of that skill's own calls. */
  async detail(
    window: RollupWindow,
    skill: { readonly skillName: string; readonly kind?: SkillKind | undefined },
  ): Promise<SkillDetail> {
    const rows = await this.#engine.all(detailQuery, [
      skill.skillName,
      skill.kind ?? null,
      firstEventKeyAt(window.sinceMs),
      firstEventKeyAt(window.untilMs),
    ]);
    return toSkillDetail(rows);
  }
}

const detailQuery = `
  WITH slice AS MATERIALIZED (
    SELECT e.project_id, e.phase_label, e.error_type_label, e.trigger_label, e.model_label, e.agent_label,
      count(*) AS invocations,
      count(*) FILTER (WHERE e.completed = 1) AS completed,
      count(*) FILTER (WHERE e.completed = 0) AS failed,
      count(e.duration_seconds) AS duration_count, coalesce(sum(e.duration_seconds), 0.0) AS duration_seconds,
      coalesce(sum(e.input_tokens), 0) AS input_tokens, coalesce(sum(e.output_tokens), 0) AS output_tokens,
      coalesce(sum(e.cache_read_tokens), 0) AS cache_read_tokens,
      coalesce(sum(e.cache_creation_tokens), 0) AS cache_creation_tokens,
      sum(e.cost_usd) AS cost_usd
    FROM skill AS s CROSS JOIN skill_event AS e
    WHERE s.name = ?1 AND (?2 IS NULL OR s.kind = ?2)
      AND e.skill_id = s.skill_id AND e.event_key >= ?3 AND e.event_key < ?4
    GROUP BY 1, 2, 3, 4, 5, 6
  )
  SELECT
    (SELECT external_id FROM project WHERE project_id = slice.project_id),
    (SELECT name FROM project WHERE project_id = slice.project_id),
    (SELECT text FROM label WHERE label_id = slice.phase_label),
    (SELECT text FROM label WHERE label_id = slice.error_type_label),
    (SELECT text FROM label WHERE label_id = slice.trigger_label),
    (SELECT text FROM label WHERE label_id = slice.model_label),
    (SELECT text FROM label WHERE label_id = slice.agent_label),
    invocations, completed, failed, duration_count, duration_seconds,
    input_tokens, output_tokens, cache_read_tokens, cache_creation_tokens, cost_usd
  FROM slice`;
