import type { SqlReader } from '../engine/sql-engine.ts';
import { toBigInt, toNumber } from './cell.ts';
import { timeOfEventKey } from './event-key-range.ts';

/** What one database holds. */
export type DatabaseStatus = {
  readonly events: number;
  readonly skills: number;
  readonly sessions: number;
  readonly projects: number;
  readonly users: number;
  /** Messages whose tokens are known. */
  readonly messages: number;
  /** Source files read so far. */
  readonly sourceFiles: number;
  readonly quarantinedLines: number;
  /** Completions that came before their call. */
  readonly pendingCompletions: number;
  /** UTC epoch milliseconds; `null` in an empty log. */
  readonly firstEventAtMs: number | null;
  readonly lastEventAtMs: number | null;
  /** Of the database file, without its write-ahead log. */
  readonly sizeBytes: number;
};

export type DatabaseStatusRepositoryDependencies = { readonly engine: SqlReader };

export class DatabaseStatusRepository {
  readonly #engine: SqlReader;

  constructor({ engine }: DatabaseStatusRepositoryDependencies) {
    this.#engine = engine;
  }

  /** Reads rollups and ends of indexes; the log is not scanned, so the answer comes at once at any size. */
  async status(): Promise<DatabaseStatus> {
    const [row = []] = await this.#engine.all(
      `SELECT
         (SELECT coalesce(sum(r.invocations), 0) FROM skill_rollup_day AS r WHERE r.project_id = 0),
         (SELECT count(*) FROM skill),
         (SELECT count(*) FROM session),
         (SELECT count(*) FROM project),
         (SELECT count(*) FROM app_user),
         (SELECT coalesce(sum(u.messages), 0) FROM usage_rollup_month AS u WHERE u.project_id = 0),
         (SELECT count(*) FROM source_file),
         (SELECT count(*) FROM quarantine),
         (SELECT count(*) FROM pending_completion),
         (SELECT min(event_key) FROM skill_event),
         (SELECT max(event_key) FROM skill_event),
         (SELECT page_count FROM pragma_page_count) * (SELECT page_size FROM pragma_page_size)`,
    );
    return {
      events: toNumber(row[0]),
      skills: toNumber(row[1]),
      sessions: toNumber(row[2]),
      projects: toNumber(row[3]),
      users: toNumber(row[4]),
      messages: toNumber(row[5]),
      sourceFiles: toNumber(row[6]),
      quarantinedLines: toNumber(row[7]),
      pendingCompletions: toNumber(row[8]),
      firstEventAtMs: row[9] === null ? null : timeOfEventKey(toBigInt(row[9])),
      lastEventAtMs: row[10] === null ? null : timeOfEventKey(toBigInt(row[10])),
      sizeBytes: toNumber(row[11]),
    };
  }
}
