import type { SqlRow, SqlTransaction } from './sql-engine.ts';
import type { SqlSession } from './sql-session.ts';

/** The handle that `work` gets. It stops working when the transaction ends, so nothing leaks into autocommit. */
export class OpenTransaction implements SqlTransaction {
  readonly #session: SqlSession;
  #isOpen = true;
  #failure: unknown;

  constructor(session: SqlSession) {
    this.#session = session;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  end(): void {
    this.#isOpen = false;
  }

  /** @throws what made a bulk step fail, when `work` swallowed it: half a step must not be committed */
  assertWhole(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }

  async all(sql: string, parameters: SqlRow = []): Promise<readonly SqlRow[]> {
    this.#assertOpen();
    return this.#session.all(sql, parameters);
  }

  async run(sql: string, parameters: SqlRow = []): Promise<number> {
    this.#assertOpen();
    return this.#session.run(sql, parameters);
  }

  async runMany(sql: string, rows: readonly SqlRow[]): Promise<number> {
    this.#assertOpen();
    return this.#remembering(async () => this.#session.runMany(sql, rows));
  }

  async script(sql: string): Promise<void> {
    this.#assertOpen();
    return this.#remembering(async () => this.#session.script(sql));
  }

  async #remembering<T>(step: () => Promise<T>): Promise<T> {
    try {
      return await step();
    } catch (error) {
      this.#failure ??= error;
      throw error;
    }
  }

  #assertOpen(): void {
    if (!this.#isOpen) throw new RangeError('a transaction was used after its end');
    this.assertWhole();
  }
}
