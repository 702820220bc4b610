import type { SkillKind } from '@skills/schema';
import type { SqlReader } from '../engine/sql-engine.ts';
import { toNullableNumber, toNumber, toSkillKind, toText } from '../read/cell.ts';
import { firstEventKeyAt } from '../read/event-key-range.ts';
import { type EventPage, eventPageSql, toEventPage } from './event-page.ts';

export type PredictionEventRepositoryDependencies = {
  readonly engine: SqlReader;
  /** Tests make it small. */
  readonly eventsPerPage?: number;
};

/** A skill of the log. */
export type LoggedSkill = { readonly skillId: number; readonly skillName: string; readonly kind: SkillKind };

/** Who asks, in the numbers of the database; 0 for none. */
export type AskingIds = {
  readonly userId: number;
  readonly sessionId: number;
  /** When the session began, UTC epoch milliseconds; NaN for unknown. */
  readonly sessionStartMs: number;
};

// A page of so many takes some 20 ms, for which a server's other work waits.
const defaultEventsPerPage = 10_000;
const hourMs = 3_600_000;
/** The last time that a key of 63 bits can have, in the year 2109. */
const lastKeyMs = 2 ** 42 - 1;

/** What prediction reads of the log. */
export class PredictionEventRepository {
  readonly #engine: SqlReader;
  readonly #eventsPerPage: number;

  constructor({ engine, eventsPerPage = defaultEventsPerPage }: PredictionEventRepositoryDependencies) {
    this.#engine = engine;
    this.#eventsPerPage = eventsPerPage;
  }

  /** Every event before a moment in the order of time, page by page. */
  async *eventsBefore(momentMs: number): AsyncGenerator<EventPage, void, void> {
    yield* this.#pages(momentMs);
  }

  /** The events of one skill before a moment. */
  async *eventsOfSkill(skillId: number, momentMs: number): AsyncGenerator<EventPage, void, void> {
    yield* this.#pages(momentMs, skillId);
  }

  /** The skill of a name, by most calls when several kinds bear it; `undefined` when it was never called. */
  async skillNamed(skillName: string, kind?: SkillKind): Promise<LoggedSkill | undefined> {
    const [row] = await this.#engine.all(
      `SELECT k.skill_id, k.name, k.kind FROM skill AS k
       WHERE k.name = ?1 AND (?2 IS NULL OR k.kind = ?2)
         AND EXISTS (SELECT 1 FROM skill_event AS e WHERE e.skill_id = k.skill_id)
       ORDER BY (SELECT count(*) FROM skill_event AS e WHERE e.skill_id = k.skill_id) DESC, k.kind LIMIT 1`,
      [skillName, kind ?? null],
    );
    if (row === undefined) return undefined;
    return { skillId: toNumber(row[0]), skillName: toText(row[1]), kind: toSkillKind(row[2]) };
  }

  /** Known outcomes of everything in the hours before and at a moment. */
  async outcomesUntil(momentMs: number): Promise<{ readonly completed: number; readonly known: number }> {
    const [row] = await this.#engine.all(
      'SELECT coalesce(sum(completed), 0), coalesce(sum(completed + failed), 0) FROM skill_rollup_hour WHERE hour <= ?1',
      [Math.floor(momentMs / hourMs)],
    );
    return { completed: toNumber(row?.[0]), known: toNumber(row?.[1]) };
  }

  /** @param pseudonym - of the user, as the log has it */
  async askingIds(
    who: { readonly pseudonym?: string | undefined; readonly sessionId?: string | undefined },
    momentMs: number,
  ): Promise<AskingIds> {
    const [user] = await this.#engine.all('SELECT user_id FROM app_user WHERE pseudonym = ?1', [who.pseudonym ?? null]);
    const [session] = await this.#engine.all(
      `SELECT s.session_id, s.first_at_ms,
         (SELECT min(e.event_key >> 21) FROM skill_event AS e WHERE e.session_id = s.session_id AND e.event_key < ?2)
       FROM session AS s WHERE s.external_id = ?1`,
      [who.sessionId ?? null, keyAt(momentMs)],
    );
    const starts = [session?.[1], session?.[2]].flatMap((cell) => {
      const startMs = cell === undefined ? null : toNullableNumber(cell);
      return startMs === null || startMs > momentMs ? [] : [startMs];
    });
    return {
      userId: user === undefined ? 0 : toNumber(user[0]),
      sessionId: session === undefined ? 0 : toNumber(session[0]),
      sessionStartMs: starts.length === 0 ? Number.NaN : Math.min(...starts),
    };
  }

  /** Names of phases by their ids. */
  async phaseNames(ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
    const rows = await this.#engine.all(
      'SELECT label_id, text FROM label WHERE label_id IN (SELECT value FROM json_each(?1))',
      [JSON.stringify(ids)],
    );
    return new Map(rows.map((row) => [toNumber(row[0]), toText(row[1])]));
  }

  async *#pages(momentMs: number, skillId?: number): AsyncGenerator<EventPage, void, void> {
    const sql = eventPageSql(skillId === undefined ? '' : 'AND e.skill_id = ?3', this.#eventsPerPage);
    const endKey = keyAt(momentMs);
    let fromKey = 0n;
    for (;;) {
      const rows = await this.#engine.all(sql, [fromKey, endKey, ...(skillId === undefined ? [] : [skillId])]);
      const read = rows[0] === undefined ? undefined : toEventPage(rows[0]);
      if (read === undefined) return;
      yield read.page;
      if (read.page.atMs.length < this.#eventsPerPage) return;
      fromKey = read.nextKey;
    }
  }
}

/** The key before which lies what is before a moment, however far ahead. */
function keyAt(momentMs: number): bigint {
  return firstEventKeyAt(Math.min(momentMs, lastKeyMs));
}
