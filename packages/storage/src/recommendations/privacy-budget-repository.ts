import { SkillsError } from '@skills/schema';
import type { SqlEngine } from '../engine/sql-engine.ts';
import { toNumber } from '../read/cell.ts';

export type PrivacyBudgetRepositoryDependencies = {
  readonly engine: Pick<SqlEngine, 'all' | 'transaction'>;
  /** All releases together may use so much. Default 4. */
  readonly totalEpsilon?: number | undefined;
};

export type PrivacyBudget = { readonly totalEpsilon: number; readonly usedEpsilon: number };

// Sums of decimal fractions.
const tolerance = 1e-9;

/** How much may still be told of the people in this database. What was told cannot be taken back. */
export class PrivacyBudgetRepository {
  readonly #engine: Pick<SqlEngine, 'all' | 'transaction'>;
  readonly #totalEpsilon: number;

  constructor({ engine, totalEpsilon = 4 }: PrivacyBudgetRepositoryDependencies) {
    this.#engine = engine;
    this.#totalEpsilon = totalEpsilon;
  }

  async budget(): Promise<PrivacyBudget> {
    const [row] = await this.#engine.all('SELECT total(epsilon) FROM privacy_release');
    return { totalEpsilon: this.#totalEpsilon, usedEpsilon: toNumber(row?.[0]) };
  }

  /**
   * Takes from the budget, before anything is drawn: who looks at a release and throws it away has still seen it.
   *
   * @throws {SkillsError} 'invalid-usage' when so much is not left; nothing is taken
   */
  async spend(kind: string, epsilon: number, nowMs: number): Promise<PrivacyBudget> {
    return this.#engine.transaction(async (transaction) => {
      const [row] = await transaction.all('SELECT total(epsilon) FROM privacy_release');
      const usedEpsilon = toNumber(row?.[0]);
      if (usedEpsilon + epsilon > this.#totalEpsilon + tolerance) {
        throw new SkillsError(
          'invalid-usage',
          `an epsilon of ${epsilon} is not left: ${usedEpsilon} of ${this.#totalEpsilon} are used up`,
        );
      }
      await transaction.run('INSERT INTO privacy_release (released_at_ms, kind, epsilon) VALUES (?, ?, ?)', [
        nowMs,
        kind,
        epsilon,
      ]);
      return { totalEpsilon: this.#totalEpsilon, usedEpsilon: usedEpsilon + epsilon };
    });
  }
}
