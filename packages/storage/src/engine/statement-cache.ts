import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { parameterCount } from './sql-parameters.ts';

export type PreparedStatement = {
  readonly statement: StatementSync;
  readonly parameterCount: number;
  /** SQLite keeps the count of the last change: after anything but a change it would be told again. */
  readonly countsChanges: boolean;
};

/** Prepared statements by their text; the least recently used one goes first. */
export class StatementCache {
  readonly #database: DatabaseSync;
  readonly #capacity: number;
  readonly #statements = new Map<string, PreparedStatement>();

  constructor(database: DatabaseSync, capacity: number) {
    this.#database = database;
    this.#capacity = capacity;
  }

  get(sql: string): PreparedStatement {
    const known = this.#statements.get(sql);
    if (known !== undefined) {
      this.#statements.delete(sql);
      this.#statements.set(sql, known);
      return known;
    }
    const prepared = this.#prepare(sql);
    this.#statements.set(sql, prepared);
    const [oldest] = this.#statements.keys();
    if (this.#statements.size > this.#capacity && oldest !== undefined) this.#statements.delete(oldest);
    return prepared;
  }

  clear(): void {
    this.#statements.clear();
  }

  #prepare(sql: string): PreparedStatement {
    const statement = this.#database.prepare(sql);
    statement.setReturnArrays(true);
    // Without this a wide integer is an error, and a statement that changed rows could not be run again to get it.
    statement.setReadBigInts(true);
    return { statement, parameterCount: parameterCount(sql), countsChanges: countsChanges(sql) };
  }
}

/** True for the statements whose number of changed rows means something. */
export function countsChanges(sql: string): boolean {
  return /^\s*(?:insert|update|delete|replace|with)\b/i.test(sql);
}
