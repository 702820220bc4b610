import type { SqlEngine } from '../engine/sql-engine.ts';
import { toNumber, toText } from '../read/cell.ts';

/** A counter made from a number that may go down: the number as it was last, and the sum of all its rises. */
export type CounterTotal = { readonly logged: number; readonly counted: number };

export type CounterTotalRepositoryDependencies = { readonly engine: Pick<SqlEngine, 'transaction'> };

/** Counters that are made from numbers that may go down: the sum of all their rises. */
export class CounterTotalRepository {
  readonly #engine: CounterTotalRepositoryDependencies['engine'];

  constructor({ engine }: CounterTotalRepositoryDependencies) {
    this.#engine = engine;
  }

  /**
   * Takes up numbers as they are now. Programs that do so at the same time count each rise once.
   *
   * @returns every counter that was ever taken up, in the order in which they were
   */
  async raise(numbers: ReadonlyMap<string, number>): Promise<ReadonlyMap<string, CounterTotal>> {
    return this.#engine.transaction(async (transaction) => {
      const rows = await transaction.all('SELECT series, logged, counted FROM counter_total ORDER BY counter_id');
      const stored = new Map(
        rows.map((row) => [toText(row[0]), { logged: toNumber(row[1]), counted: toNumber(row[2]) }] as const),
      );
      const raised = raisedCounters(numbers, stored);
      const changed = [...raised].filter(([series, { logged }]) => stored.get(series)?.logged !== logged);
      await transaction.runMany(
        `INSERT INTO counter_total (series, logged, counted) VALUES (?, ?, ?)
         ON CONFLICT (series) DO UPDATE SET logged = excluded.logged, counted = excluded.counted`,
        changed.map(([series, { logged, counted }]) => [series, logged, counted]),
      );
      return raised;
    });
  }
}

/**
 * Counters after numbers have changed: a rise is added, a fall is not taken back, a new number is a rise from 0. What is
 * not among the numbers stays as it was.
 */
export function raisedCounters(
  numbers: ReadonlyMap<string, number>,
  before: ReadonlyMap<string, CounterTotal>,
): ReadonlyMap<string, CounterTotal> {
  const raised = new Map(before);
  for (const [series, logged] of numbers) {
    const known = before.get(series) ?? { logged: 0, counted: 0 };
    raised.set(series, { logged, counted: known.counted + Math.max(0, logged - known.logged) });
  }
  return raised;
}
