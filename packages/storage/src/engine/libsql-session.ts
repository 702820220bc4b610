import { setTimeout as wait } from 'node:timers/promises';
import type { Client, InStatement, ResultSet, Transaction } from '@libsql/client/http';
import { SkillsError } from '@skills/schema';
import { isCommitUnknown, isLibsqlBusy, toLibsqlStorageError } from './libsql-error.ts';
import type { SqlRow, SqlValue } from './sql-engine.ts';
import { assertParameterCount, narrowInteger, parameterCount, toBindable } from './sql-parameters.ts';
import type { SqlSession } from './sql-session.ts';
import { countsChanges } from './statement-cache.ts';

export type LibsqlSessionOptions = { readonly name: string; readonly client: Client; readonly busyTimeoutMs: number };

// One request carries this many statements of a bulk step.
const statementsPerRequest = 500;

/** A libSQL server over HTTP: every read is a stream of its own, a transaction holds one until it ends. */
export class LibsqlSession implements SqlSession {
  readonly kind = 'libsql';
  readonly url: string;
  readonly readsWaitForTransaction = false;
  readonly #client: Client;
  readonly #busyTimeoutMs: number;
  #transaction: Transaction | undefined;

  constructor(options: LibsqlSessionOptions) {
    this.url = options.name;
    this.#client = options.client;
    this.#busyTimeoutMs = options.busyTimeoutMs;
  }

  async read(sql: string, parameters: SqlRow): Promise<readonly SqlRow[]> {
    const statement = toStatement(sql, parameters);
    const deadline = performance.now() + this.#busyTimeoutMs;
    return this.#translating(async () => {
      const result = await whileBusy(deadline, async () => this.#client.execute(statement));
      return toSqlRows(result);
    });
  }

  async begin(): Promise<void> {
    const deadline = performance.now() + this.#busyTimeoutMs;
    await this.#translating(async () => {
      this.#transaction = await whileBusy(deadline, async () => {
        const transaction = await this.#client.transaction('write');
        try {
          // The client sends BEGIN IMMEDIATE with the first statement only.
          await transaction.execute('SELECT 1');
          return transaction;
        } catch (error) {
          transaction.close();
          throw error;
        }
      });
    });
  }

  async all(sql: string, parameters: SqlRow): Promise<readonly SqlRow[]> {
    const statement = toStatement(sql, parameters);
    return this.#translating(async () => toSqlRows(await this.#open().execute(statement)));
  }

  async run(sql: string, parameters: SqlRow): Promise<number> {
    return this.runMany(sql, [parameters]);
  }

  async runMany(sql: string, rows: readonly SqlRow[]): Promise<number> {
    const expected = parameterCount(sql);
    let changed = 0;
    for (let start = 0; start < rows.length; start += statementsPerRequest) {
      const statements = rows
        .slice(start, start + statementsPerRequest)
        .map((row) => boundStatement({ sql, row, expected }));
      // oxlint-disable-next-line no-await-in-loop -- the steps of one transaction are in order
      const results = await this.#translating(async () => this.#open().batch(statements));
      for (const result of results) changed += result.rowsAffected;
    }
    return countsChanges(sql) ? changed : 0;
  }

  async script(sql: string): Promise<void> {
    await this.#translating(async () => this.#open().executeMultiple(sql));
  }

  async commit(): Promise<void> {
    const transaction = this.#open();
    try {
      await transaction.commit();
    } catch (error) {
      const translated = toLibsqlStorageError(error, this.url);
      if (!isCommitUnknown(error)) throw translated;
      const advice = 'whether it was committed is unknown; do it again (events are stored once)';
      throw new SkillsError('storage-unavailable', `${translated.message}; ${advice}`, { cause: error });
    } finally {
      this.#transaction = undefined;
    }
  }

  async rollback(): Promise<void> {
    const transaction = this.#transaction;
    this.#transaction = undefined;
    // A stream that is gone was rolled back by the server.
    await transaction?.rollback().catch(() => undefined);
  }

  close(): void {
    this.#client.close();
  }

  #open(): Transaction {
    if (this.#transaction !== undefined && !this.#transaction.closed) return this.#transaction;
    throw new SkillsError('storage-unavailable', `${this.url}: the server closed the transaction`);
  }

  async #translating<T>(step: () => Promise<T>): Promise<T> {
    try {
      return await step();
    } catch (error) {
      throw toLibsqlStorageError(error, this.url);
    }
  }
}

async function whileBusy<T>(deadlineMs: number, step: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- each try waits for the one before
      return await step();
    } catch (error) {
      if (!isLibsqlBusy(error) || performance.now() >= deadlineMs) throw error;
    }
    // oxlint-disable-next-line no-await-in-loop -- the pause between tries
    await wait(5 + Math.random() * 45);
  }
}

function toStatement(sql: string, row: SqlRow): InStatement {
  return boundStatement({ sql, row, expected: parameterCount(sql) });
}

function boundStatement({ sql, row, expected }: { sql: string; row: SqlRow; expected: number }): InStatement {
  assertParameterCount(row, expected);
  return { sql, args: row.map(toSendable) };
}

/** JSON would carry a lone surrogate to the server as it is. */
function toSendable(value: SqlValue): SqlValue {
  const bindable = toBindable(value);
  return typeof bindable === 'string' ? bindable.toWellFormed() : bindable;
}

function toSqlRows(result: ResultSet): readonly SqlRow[] {
  return result.rows.map((row) =>
    Array.from({ length: result.columns.length }, (_, index) => {
      const value = row[index] ?? null;
      if (typeof value === 'bigint') return narrowInteger(value);
      return value instanceof ArrayBuffer ? new Uint8Array(value) : value;
    }),
  );
}
