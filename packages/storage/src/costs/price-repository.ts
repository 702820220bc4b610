import type { DatedPrice } from '@skills/schema';
import type { SqlEngine } from '../engine/sql-engine.ts';
import { toNumber, toText } from '../read/cell.ts';

export type PriceRepositoryDependencies = { readonly engine: Pick<SqlEngine, 'all' | 'transaction'> };

/** The user's own prices of models. */
export class PriceRepository {
  readonly #engine: PriceRepositoryDependencies['engine'];

  constructor({ engine }: PriceRepositoryDependencies) {
    this.#engine = engine;
  }

  /** By model and day. */
  async ownPrices(): Promise<readonly DatedPrice[]> {
    const rows = await this.#engine.all(
      `SELECT model, from_day, input, output, cache_read, cache_write, cache_write_1h FROM model_price
       ORDER BY model, from_day`,
    );
    return rows.map((row) => ({
      model: toText(row[0]),
      fromDay: toNumber(row[1]),
      price: {
        input: toNumber(row[2]),
        output: toNumber(row[3]),
        cacheRead: toNumber(row[4]),
        cacheWrite: toNumber(row[5]),
        cacheWriteLong: toNumber(row[6]),
      },
    }));
  }

  /** In the place of the price of the same model and day. */
  async setPrice({ model, fromDay, price }: DatedPrice, nowMs: number): Promise<void> {
    const { input, output, cacheRead, cacheWrite, cacheWriteLong } = price;
    await this.#engine.transaction((transaction) =>
      transaction.run('INSERT OR REPLACE INTO model_price VALUES (?, ?, ?, ?, ?, ?, ?, ?)', [
        model,
        fromDay,
        input,
        output,
        cacheRead,
        cacheWrite,
        cacheWriteLong,
        nowMs,
      ]),
    );
  }

  /**
   * @param fromDay - the price of that day alone; `undefined` for every price of the model
   * @returns how many prices went
   */
  async removePrices(model: string, fromDay?: number): Promise<number> {
    return this.#engine.transaction((transaction) =>
      transaction.run('DELETE FROM model_price WHERE model = ?1 AND (?2 IS NULL OR from_day = ?2)', [
        model,
        fromDay ?? null,
      ]),
    );
  }
}
