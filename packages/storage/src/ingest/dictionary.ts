import type { SqlTransaction } from '../engine/sql-engine.ts';
import { toNumber } from '../read/cell.ts';

export type DictionaryTable = {
  /** Adds what is missing; `?1` is a JSON array of entries. */
  readonly insert: string;
  /** Rows of (index in the JSON array `?1`, id). */
  readonly select: string;
  /** An entry of the JSON array. Two raw texts that are kept as the same text give equal entries. */
  readonly toEntry: (raw: string) => string;
};

const mostCachedEntries = 200_000;

/**
 * Ids of repeated text, remembered between batches. Another process may add entries at the same time: every id is read
 * back from the table, and only ids of committed transactions are kept.
 */
export class Dictionary {
  readonly #table: DictionaryTable;
  readonly #ids = new Map<string, number>();
  readonly #missing = new Set<string>();
  #uncommitted: readonly string[] = [];

  constructor(table: DictionaryTable) {
    this.#table = table;
  }

  /** Asks for the id of a text; `resolve` finds or makes it. */
  want(raw: string): void {
    if (!this.#ids.has(raw)) this.#missing.add(raw);
  }

  async resolve(transaction: SqlTransaction): Promise<void> {
    if (this.#missing.size === 0) return;
    const texts = [...this.#missing];
    this.#missing.clear();
    const entries = JSON.stringify(texts.map((text) => this.#table.toEntry(text)));
    await transaction.run(this.#table.insert, [entries]);
    this.#uncommitted = [...this.#uncommitted, ...texts];
    for (const row of await transaction.all(this.#table.select, [entries])) {
      const text = texts[toNumber(row[0])];
      if (text !== undefined) this.#ids.set(text, toNumber(row[1]));
    }
  }

  /** @throws {RangeError} when the text was not wanted before the last `resolve` */
  id(raw: string): number {
    const id = this.#ids.get(raw);
    if (id === undefined) throw new RangeError(`the id of ${JSON.stringify(raw)} was not resolved`);
    return id;
  }

  optionalId(raw: string | null | undefined): number | null {
    return raw === undefined || raw === null ? null : this.id(raw);
  }

  commit(): void {
    this.#uncommitted = [];
    if (this.#ids.size > mostCachedEntries) this.forget();
  }

  /** Reads every id again next time. */
  forget(): void {
    this.#ids.clear();
  }

  rollback(): void {
    for (const text of this.#uncommitted) this.#ids.delete(text);
    this.#uncommitted = [];
    this.#missing.clear();
  }
}
