import type { SqlEngine, SqlReader } from '../engine/sql-engine.ts';
import { toNullableNumber, toText } from '../read/cell.ts';
import { inTextOrder, type MeasuredPair, type SeededPair } from './measured-pair.ts';
import { storePairs, type StorePairsOptions, toMeasuredPair } from './store-pairs.ts';

export type SkillPairRepositoryDependencies = { readonly engine: SqlReader };

export type StoredPairs = {
  /** UTC epoch milliseconds of the last measurement; `null` when there was none. */
  readonly updatedAtMs: number | null;
  readonly pairs: readonly MeasuredPair[];
};

/** Pairs of skills, measured and seeded. */
export class SkillPairRepository {
  readonly #engine: SqlReader;

  constructor({ engine }: SkillPairRepositoryDependencies) {
    this.#engine = engine;
  }

  /** What was measured last. Pairs without a p-value come from the plain update of `SkillsStorage` and are not judged. */
  async stored(): Promise<StoredPairs> {
    const rows = await this.#engine.all(
      `SELECT skill_a, skill_b, sessions, sessions_a, sessions_b, co_occurrence_count, lift, p_value, adjusted_lift,
         adjusted_p_value, q_value, updated_at_ms
       FROM skill_pair WHERE source = 'computed' ORDER BY skill_a, skill_b`,
    );
    return { updatedAtMs: toNullableNumber(rows[0]?.[11] ?? null), pairs: rows.map(toMeasuredPair) };
  }

  /** Pairs that the taxonomy names, whether they were measured since or not. */
  async seeded(): Promise<readonly SeededPair[]> {
    const rows = await this.#engine.all(
      `SELECT skill_a, skill_b, lift FROM skill_pair WHERE source = 'seeded'
       UNION
       SELECT d.skill_a, d.skill_b, d.lift_score FROM skill_dependencies AS d
       WHERE d.co_occurrence_count <= 1 AND NOT EXISTS (
         SELECT 1 FROM skill_pair AS p
         WHERE (p.skill_a = d.skill_a AND p.skill_b = d.skill_b) OR (p.skill_a = d.skill_b AND p.skill_b = d.skill_a))
       ORDER BY 1, 2`,
    );
    return rows.map((row) => {
      const [skillA, skillB] = inTextOrder(toText(row[0]), toText(row[1]));
      return { skillA, skillB, lift: toNullableNumber(row[2]) };
    });
  }

  /** Puts pairs in the place of those measured before, all or nothing. */
  async store(engine: SqlEngine, pairs: readonly MeasuredPair[], options: StorePairsOptions): Promise<void> {
    await engine.transaction(async (transaction) => storePairs(transaction, pairs, options));
  }
}
