import type { RollupWindow, SkillFunnel } from '@skills/schema';
import type { SqlReader } from '../engine/sql-engine.ts';
import { toNumber, toText } from './cell.ts';
import { firstEventKeyAt } from './event-key-range.ts';
import { hourMs } from './snap-window.ts';

export type OfferedSkill = {
  readonly skillName: string;
  /** Distinct sessions. */
  readonly offered: number;
};

export type FunnelRepositoryDependencies = { readonly engine: SqlReader };

/**
 * From offered to completed. A skill's calls are those of kind `skill` under exactly its name and those of the slash
 * command of exactly that name; a name with a plugin prefix is another skill than the same name without.
 */
export class FunnelRepository {
  readonly #engine: SqlReader;

  constructor({ engine }: FunnelRepositoryDependencies) {
    this.#engine = engine;
  }

  /**
   * Skills that were offered or used in the window, the most offered first. Each stage counts distinct sessions:
   * `offered` those whose listing names the skill, `activated` those with any call of it, `completed` those with a
   * call known to have succeeded.
   */
  async funnel(
    window: RollupWindow,
    filter: { readonly skillName?: string | undefined } = {},
  ): Promise<readonly SkillFunnel[]> {
    const rows = await this.#engine.all(funnelQuery, [
      window.sinceMs,
      window.untilMs,
      Math.floor(window.sinceMs / hourMs),
      Math.ceil(window.untilMs / hourMs),
      firstEventKeyAt(window.sinceMs),
      firstEventKeyAt(window.untilMs),
      filter.skillName ?? null,
    ]);
    return rows.map((row) => ({
      skillName: toText(row[0]),
      offered: toNumber(row[1]),
      activated: toNumber(row[2]),
      completed: toNumber(row[3]),
    }));
  }

  /** Skills that sessions of the window were offered and none of them used, the most offered first. */
  async offeredNeverUsed(window: RollupWindow): Promise<readonly OfferedSkill[]> {
    const rows = await this.#engine.all(neverUsedQuery, [
      window.sinceMs,
      window.untilMs,
      Math.floor(window.sinceMs / hourMs),
      Math.ceil(window.untilMs / hourMs),
    ]);
    return rows.map((row) => ({ skillName: toText(row[0]), offered: toNumber(row[1]) }));
  }
}

// ?1 ?2 milliseconds, ?3 ?4 hours, ?5 ?6 event keys of the window; ?7 a skill name or NULL. Slash commands that no
// listing names and no skill is called like (/clear) are not skills. Sums per skill run over the index of its own rows.
const funnelQuery = `
  WITH offer AS MATERIALIZED (
    SELECT l.text AS name, count(*) AS sessions
    FROM label AS l CROSS JOIN skill_offer AS o
    WHERE o.skill_label = l.label_id AND o.offered_at_ms >= ?1 AND o.offered_at_ms < ?2
      AND (?7 IS NULL OR l.text = ?7)
    GROUP BY l.label_id
  ),
  named AS (
    SELECT name FROM offer
    UNION
    SELECT s.name FROM skill AS s WHERE s.kind = 'skill' AND (?7 IS NULL OR s.name = ?7)
  ),
  called AS MATERIALIZED (
    SELECT n.name, s.skill_id
    FROM named AS n
    JOIN skill AS s ON (s.name = n.name AND s.kind = 'skill') OR (s.name = '/' || n.name AND s.kind = 'slash_command')
  ),
  stage AS (
    SELECT n.name,
      coalesce((SELECT sessions FROM offer WHERE offer.name = n.name), 0) AS offered,
      (
        SELECT count(DISTINCT h.session_id) FROM called AS c CROSS JOIN skill_session_hour AS h
        WHERE c.name = n.name AND h.skill_id = c.skill_id AND h.hour >= ?3 AND h.hour < ?4
      ) AS activated,
      (
        SELECT count(DISTINCT e.session_id) FROM called AS c CROSS JOIN skill_event AS e
        WHERE c.name = n.name AND e.skill_id = c.skill_id AND e.event_key >= ?5 AND e.event_key < ?6
          AND e.completed = 1
      ) AS completed
    FROM named AS n
  )
  SELECT name, offered, activated, completed FROM stage
  WHERE offered > 0 OR activated > 0
  ORDER BY offered DESC, activated DESC, name`;

// Offers are many (every skill in every session): those of skills that ran are not counted.
const neverUsedQuery = `
  SELECT l.text, count(*) AS offered
  FROM label AS l CROSS JOIN skill_offer AS o
  WHERE o.skill_label = l.label_id AND o.offered_at_ms >= ?1 AND o.offered_at_ms < ?2
    AND NOT EXISTS (
      SELECT 1 FROM skill AS s CROSS JOIN skill_rollup_hour AS r
      WHERE ((s.name = l.text AND s.kind = 'skill') OR (s.name = '/' || l.text AND s.kind = 'slash_command'))
        AND r.skill_id = s.skill_id AND r.hour >= ?3 AND r.hour < ?4
    )
  GROUP BY l.label_id
  ORDER BY offered DESC, l.text`;
