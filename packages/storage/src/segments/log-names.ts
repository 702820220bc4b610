import type { SkillKind } from '@skills/schema';
import type { SqlReader } from '../engine/sql-engine.ts';
import { toNumber, toSkillKind, toText } from '../read/cell.ts';

export type SkillOfLog = { readonly skillId: number; readonly skillName: string; readonly kind: SkillKind };

/** What the ids in columns of events stand for. */
export class LogNames {
  readonly #engine: SqlReader;

  constructor({ engine }: { readonly engine: SqlReader }) {
    this.#engine = engine;
  }

  /** Every skill, in the order of its id. A name may come with several kinds. */
  async skills(): Promise<readonly SkillOfLog[]> {
    const rows = await this.#engine.all('SELECT skill_id, name, kind FROM skill ORDER BY skill_id');
    return rows.map((row) => ({ skillId: toNumber(row[0]), skillName: toText(row[1]), kind: toSkillKind(row[2]) }));
  }

  /** The id of a session; `undefined` when it is not in the log. */
  async sessionId(externalId: string): Promise<number | undefined> {
    const [row] = await this.#engine.all('SELECT session_id FROM session WHERE external_id = ?1', [externalId]);
    return row === undefined ? undefined : toNumber(row[0]);
  }

  /** Texts of labels, such as phases. */
  async labels(ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
    const rows = await this.#engine.all(
      'SELECT label_id, text FROM label WHERE label_id IN (SELECT value FROM json_each(?1))',
      [JSON.stringify(ids)],
    );
    return new Map(rows.map((row) => [toNumber(row[0]), toText(row[1])]));
  }
}
