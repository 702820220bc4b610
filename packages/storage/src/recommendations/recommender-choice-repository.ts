import type { SqlEngine } from '../engine/sql-engine.ts';
import { toNumber, toText } from '../read/cell.ts';

export type RecommenderChoice = {
  readonly model: string;
  /** UTC epoch milliseconds. */
  readonly chosenAtMs: number;
  /** Users and skills that belonged together when it was chosen. */
  readonly interactions: number;
  /** JSON. */
  readonly figures: string;
};

export type RecommenderChoiceRepositoryDependencies = { readonly engine: Pick<SqlEngine, 'all' | 'transaction'> };

/** The model that did best on the log. */
export class RecommenderChoiceRepository {
  readonly #engine: Pick<SqlEngine, 'all' | 'transaction'>;

  constructor({ engine }: RecommenderChoiceRepositoryDependencies) {
    this.#engine = engine;
  }

  async latest(): Promise<RecommenderChoice | undefined> {
    const [row] = await this.#engine.all('SELECT model, chosen_at_ms, interactions, figures FROM recommender_choice');
    if (row === undefined) return undefined;
    return {
      model: toText(row[0]),
      chosenAtMs: toNumber(row[1]),
      interactions: toNumber(row[2]),
      figures: toText(row[3]),
    };
  }

  async save({ model, chosenAtMs, interactions, figures }: RecommenderChoice): Promise<void> {
    await this.#engine.transaction(async (transaction) =>
      transaction.run('INSERT OR REPLACE INTO recommender_choice VALUES (1, ?, ?, ?, ?)', [
        model,
        chosenAtMs,
        interactions,
        figures,
      ]),
    );
  }
}
