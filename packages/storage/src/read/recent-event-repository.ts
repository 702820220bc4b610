import type { RecentEvent } from '@skills/schema';
import { toTimestamp } from '@skills/schema';
import type { SqlReader } from '../engine/sql-engine.ts';
import { toBigInt, toNullableBoolean, toNullableNumber, toNullableText, toSkillKind, toText } from './cell.ts';
import { timeOfEventKey } from './event-key-range.ts';

const recentQuery = `
  SELECT e.event_key, k.name, k.kind, e.completed, e.duration_seconds,
    (SELECT text FROM label WHERE label_id = e.source_label),
    (SELECT name FROM project WHERE project_id = e.project_id),
    (SELECT text FROM label WHERE label_id = e.error_type_label)
  FROM (SELECT * FROM skill_event ORDER BY event_key DESC LIMIT ?1) AS e
  JOIN skill AS k USING (skill_id)
  ORDER BY e.event_key DESC`;

/** The newest calls of the log. */
export class RecentEventRepository {
  readonly #engine: SqlReader;

  constructor({ engine }: { readonly engine: SqlReader }) {
    this.#engine = engine;
  }

  /** The newest first; `key` names a call in this database and stays. */
  async recent(limit: number): Promise<readonly RecentEvent[]> {
    const rows = await this.#engine.all(recentQuery, [limit]);
    return rows.map((row) => ({
      key: String(row[0]),
      skillName: toText(row[1]),
      kind: toSkillKind(row[2]),
      invokedAt: toTimestamp(timeOfEventKey(toBigInt(row[0]))),
      completed: toNullableBoolean(row[3]),
      durationSeconds: toNullableNumber(row[4]),
      source: toText(row[5]),
      projectName: toNullableText(row[6]),
      errorType: toNullableText(row[7]),
    }));
  }
}
