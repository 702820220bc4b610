import type { SqlReader } from '../engine/sql-engine.ts';
import { toNumber } from '../read/cell.ts';
import { firstEventKeyAt } from '../read/event-key-range.ts';

export type UsualSession = {
  readonly calls: number;
  readonly skills: number;
  readonly completed: number;
  readonly failed: number;
  /** From the start of its first call to the end of its last. */
  readonly minutes: number;
};

export type UsualSessionQuestion = {
  /** Sessions that began earlier, UTC epoch milliseconds. */
  readonly beforeMs: number;
  /** `null` for sessions of every project. */
  readonly projectId: string | null;
  readonly limit: number;
};

export type UsualSessionRepositoryDependencies = { readonly engine: SqlReader };

/** What sessions are usually like. */
export class UsualSessionRepository {
  readonly #engine: SqlReader;

  constructor({ engine }: UsualSessionRepositoryDependencies) {
    this.#engine = engine;
  }

  /** The latest that began before, those with a call. */
  async usualSessions({ beforeMs, projectId, limit }: UsualSessionQuestion): Promise<readonly UsualSession[]> {
    const rows = await this.#engine.all(
      `WITH earlier AS MATERIALIZED (
         SELECT s.session_id FROM session AS s
         WHERE s.first_at_ms < ?1
           AND (?2 IS NULL OR s.project_id = (SELECT project_id FROM project WHERE external_id = ?2))
         ORDER BY s.first_at_ms DESC LIMIT ?3)
       SELECT count(*), count(DISTINCT e.skill_id), count(*) FILTER (WHERE e.completed = 1),
         count(*) FILTER (WHERE e.completed = 0),
         (max((e.event_key >> 21) + coalesce(e.duration_seconds, 0) * 1000) - min(e.event_key >> 21)) / 60000.0
       FROM earlier AS s CROSS JOIN skill_event AS e ON e.session_id = s.session_id
       WHERE e.event_key < ?4
       GROUP BY s.session_id`,
      [beforeMs, projectId, limit, firstEventKeyAt(beforeMs)],
    );
    return rows.map((row) => ({
      calls: toNumber(row[0]),
      skills: toNumber(row[1]),
      completed: toNumber(row[2]),
      failed: toNumber(row[3]),
      minutes: toNumber(row[4]),
    }));
  }
}
