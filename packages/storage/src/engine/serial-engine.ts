import { AsyncLocalStorage } from 'node:async_hooks';
import { OpenTransaction } from './open-transaction.ts';
import { SerialLane } from './serial-lane.ts';
import type { SqlEngine, SqlRow, SqlTransaction } from './sql-engine.ts';
import type { SqlSession } from './sql-session.ts';

/** A `SqlEngine` over one session: one transaction at a time, first come first served. */
export class SerialEngine implements SqlEngine {
  readonly kind: SqlEngine['kind'];
  readonly url: string;
  readonly #session: SqlSession;
  readonly #lane = new SerialLane();
  // Knows the transaction whose work is calling, through every await: waiting for itself would never end.
  readonly #current = new AsyncLocalStorage<OpenTransaction>();
  #closing: Promise<void> | undefined;

  constructor(session: SqlSession) {
    this.kind = session.kind;
    this.url = session.url;
    this.#session = session;
  }

  async all(sql: string, parameters: SqlRow = []): Promise<readonly SqlRow[]> {
    this.#assertUsable('all');
    if (!this.#session.readsWaitForTransaction) return this.#session.read(sql, parameters);
    return this.#lane.run(async () => this.#session.read(sql, parameters));
  }

  async transaction<T>(work: (transaction: SqlTransaction) => Promise<T>): Promise<T> {
    this.#assertUsable('transaction');
    return this.#lane.run(async () => {
      await this.#session.begin();
      const transaction = new OpenTransaction(this.#session);
      try {
        const result = await this.#current.run(transaction, async () => work(transaction));
        transaction.end();
        transaction.assertWhole();
        await this.#session.commit();
        return result;
      } catch (error) {
        transaction.end();
        await this.#session.rollback();
        throw error;
      }
    });
  }

  async close(): Promise<void> {
    if (this.#current.getStore()?.isOpen === true) throw new RangeError('close() was called inside a transaction');
    this.#closing ??= this.#lane.run(async () => this.#session.close());
    return this.#closing;
  }

  #assertUsable(method: string): void {
    if (this.#closing !== undefined) throw new RangeError(`${method}() was called after close() of ${this.url}`);
    if (this.#current.getStore()?.isOpen === true) {
      throw new RangeError(
        `${method}() of the engine was called inside a transaction of ${this.url}; use the transaction's own methods`,
      );
    }
  }
}
