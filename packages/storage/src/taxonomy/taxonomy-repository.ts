import { mappingSources, SkillsError, type TaxonomyResult, type TaxonomySeed, toTimestamp } from '@skills/schema';
import type { SqlEngine, SqlTransaction } from '../engine/sql-engine.ts';
import { inTextOrder } from '../dependencies/measured-pair.ts';
import { toNullableNumber, toNullableText, toNumber, toText } from '../read/cell.ts';
import { replaceAutomaticMappings } from './replace-automatic-mappings.ts';
import type { AutomaticMapping } from './replace-automatic-mappings.ts';

export type TaxonomyRepositoryDependencies = { readonly engine: SqlEngine };

/** Categories, modalities and dependencies of skills, and which skill belongs where. */
export class TaxonomyRepository {
  readonly #engine: SqlEngine;

  constructor({ engine }: TaxonomyRepositoryDependencies) {
    this.#engine = engine;
  }

  /**
   * Writes what is missing of a seed; what is there stays as it is, so that it may run any number of times. Rows that
   * others refer to come first, pairs are stored in the order of their names, and a skill that a person put elsewhere is
   * not mapped.
   *
   * @param nowMs - UTC epoch milliseconds
   */
  async seed({ categories, modalities, dependencies }: TaxonomySeed, nowMs: number): Promise<void> {
    const now = toTimestamp(nowMs);
    const pairs = dependencies.map(({ skills: [one, other], lift }) => ({ names: inTextOrder(one, other), lift }));
    const names = [
      ...categories.flatMap(({ examples }) => examples),
      ...modalities.map(({ skillName }) => skillName),
      ...pairs.flatMap((pair) => pair.names),
    ];
    await this.#engine.transaction(async (transaction) => {
      await makeKnown(transaction, names);
      await transaction.runMany(
        `INSERT INTO skill_categories (category_name, description, domain, created_at) VALUES (?, ?, ?, ?)
         ON CONFLICT (category_name) DO NOTHING`,
        categories.map(({ categoryName, description, domain }) => [categoryName, description, domain, now]),
      );
      await transaction.runMany(
        `INSERT INTO skill_modalities (skill_name, modality_type, input_format, output_format, requires_human_review, created_at)
         VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (skill_name) DO NOTHING`,
        modalities.map((each) => [
          each.skillName,
          each.modalityType,
          each.inputFormat,
          each.outputFormat,
          each.requiresHumanReview ? 1 : 0,
          now,
        ]),
      );
      await transaction.runMany(
        insertSeededPair,
        pairs.map(({ names: [a, b], lift }) => [a, b, lift, nowMs]),
      );
      await transaction.runMany(
        insertDependency,
        pairs.map(({ names: [a, b], lift }) => [a, b, lift, now]),
      );
      const mapped = categories.flatMap(({ categoryName, examples }) => examples.map((name) => [name, categoryName]));
      await transaction.runMany(claimExample, mapped);
      await transaction.runMany(
        mapExample,
        mapped.map((row) => row.concat(now)),
      );
    });
  }

  /** Everything, by name. */
  async taxonomy(): Promise<TaxonomyResult> {
    const [categories, modalities, dependencies, mappings] = [
      await this.#engine.all(categoriesQuery),
      await this.#engine.all(modalitiesQuery),
      await this.#engine.all(dependenciesQuery),
      await this.#engine.all(mappingsQuery),
    ];
    return {
      categories: categories.map((row) => ({
        categoryName: toText(row[0]),
        domain: toNullableText(row[1]),
        description: toNullableText(row[2]),
        skills: toNumber(row[3]),
      })),
      modalities: modalities.map((row) => ({
        skillName: toText(row[0]),
        modalityType: toText(row[1]),
        inputFormat: toNullableText(row[2]),
        outputFormat: toNullableText(row[3]),
        requiresHumanReview: toNumber(row[4]) !== 0,
      })),
      dependencies: dependencies.map((row) => ({
        skillA: toText(row[0]),
        skillB: toText(row[1]),
        coOccurrenceCount: toNumber(row[2]),
        lift: toNullableNumber(row[3]),
      })),
      mappings: mappings.map((row) => ({
        skillName: toText(row[0]),
        categoryName: toNullableText(row[1]),
        confidence: Math.max(0, Math.min(1, toNumber(row[2]))),
        // Rows that we did not write were written by hand.
        source: mappingSources.find((known) => known === row[3]) ?? 'manual',
      })),
    };
  }

  /**
   * Puts one skill where a person says: into one category and no other, or (`null`) into none. It stays there until
   * another word, whatever the seed and the classifier say.
   *
   * @throws {SkillsError} 'not-found' when there is no such category
   */
  async choose(skillName: string, categoryName: string | null, nowMs: number): Promise<void> {
    const categoryId = categoryName === null ? 0 : await this.#categoryId(categoryName);
    await this.#engine.transaction(async (transaction) => {
      await makeKnown(transaction, [skillName]);
      await transaction.run('DELETE FROM skill_category_mapping WHERE skill_name = ?', [skillName]);
      await transaction.run('DELETE FROM skill_category_source WHERE skill_name = ?', [skillName]);
      if (categoryId !== 0) {
        await transaction.run(
          'INSERT INTO skill_category_mapping (skill_name, category_id, confidence_score, assigned_at) VALUES (?, ?, 1, ?)',
          [skillName, categoryId, toTimestamp(nowMs)],
        );
      }
      await transaction.run(
        `INSERT INTO skill_category_source (skill_name, category_id, source) VALUES (?, ?, 'manual')`,
        [skillName, categoryId],
      );
    });
  }

  /** Takes a person's word back: the classifier decides again. */
  async forget(skillName: string): Promise<void> {
    await this.#engine.transaction(async (transaction) => {
      await transaction.run(
        `DELETE FROM skill_category_mapping WHERE skill_name = ?1 AND EXISTS (
           SELECT 1 FROM skill_category_source AS s WHERE s.skill_name = ?1 AND s.source = 'manual')`,
        [skillName],
      );
      await transaction.run(`DELETE FROM skill_category_source WHERE skill_name = ? AND source = 'manual'`, [
        skillName,
      ]);
    });
  }

  /**
   * What the classifier says, in place of what it said before. Skills that the seed, a person or somebody else mapped are
   * left alone.
   *
   * @returns how many were written
   */
  async assignAutomatically(mappings: readonly AutomaticMapping[], nowMs: number): Promise<number> {
    return this.#engine.transaction(async (transaction) => {
      await makeKnown(
        transaction,
        mappings.map(({ skillName }) => skillName),
      );
      return replaceAutomaticMappings(transaction, mappings, toTimestamp(nowMs));
    });
  }

  async #categoryId(categoryName: string): Promise<number> {
    const [row] = await this.#engine.all(
      'SELECT category_id FROM skill_categories WHERE category_name = ? COLLATE NOCASE',
      [categoryName],
    );
    if (row === undefined) throw new SkillsError('not-found', `no category is called ${categoryName}`);
    return toNumber(row[0]);
  }
}

/** The tables of V4 refer to `skill_metrics`: a skill that never ran gets a row of zeros there. */
async function makeKnown(transaction: SqlTransaction, names: readonly string[]): Promise<void> {
  await transaction.runMany(
    'INSERT INTO skill_metrics (skill_name) VALUES (?) ON CONFLICT (skill_name) DO NOTHING',
    [...new Set(names)].map((name) => [name]),
  );
}

const insertSeededPair = `
  INSERT INTO skill_pair (skill_a, skill_b, source, sessions, sessions_a, sessions_b, co_occurrence_count, lift, updated_at_ms)
  VALUES (?, ?, 'seeded', 0, 0, 0, 0, ?, ?) ON CONFLICT (skill_a, skill_b, source) DO NOTHING`;

// The predecessor stored some pairs in the other order.
const insertDependency = `
  INSERT INTO skill_dependencies (skill_a, skill_b, co_occurrence_count, lift_score, last_updated)
  SELECT ?1, ?2, 1, ?3, ?4
  WHERE NOT EXISTS (SELECT 1 FROM skill_dependencies WHERE skill_a = ?2 AND skill_b = ?1)
  ON CONFLICT (skill_a, skill_b) DO NOTHING`;

// Not against a person's word, nor over a mapping that somebody else wrote.
const claimExample = `
  INSERT INTO skill_category_source (skill_name, category_id, source)
  SELECT ?1, c.category_id, 'seeded' FROM skill_categories AS c
  WHERE c.category_name = ?2
    AND NOT EXISTS (SELECT 1 FROM skill_category_source WHERE skill_name = ?1 AND source = 'manual')
    AND NOT EXISTS (
      SELECT 1 FROM skill_category_mapping AS m WHERE m.skill_name = ?1 AND NOT EXISTS (
        SELECT 1 FROM skill_category_source AS s WHERE s.skill_name = m.skill_name AND s.category_id = m.category_id
      )
    )
  ON CONFLICT (skill_name, category_id) DO UPDATE SET source = 'seeded' WHERE source = 'automatic'`;

const mapExample = `
  INSERT INTO skill_category_mapping (skill_name, category_id, confidence_score, assigned_at)
  SELECT ?1, c.category_id, 1, ?3 FROM skill_categories AS c
  JOIN skill_category_source AS s ON s.skill_name = ?1 AND s.category_id = c.category_id AND s.source = 'seeded'
  WHERE c.category_name = ?2
  ON CONFLICT (skill_name, category_id) DO UPDATE SET confidence_score = 1`;

const categoriesQuery = `
  SELECT c.category_name, c.domain, c.description,
    (SELECT count(*) FROM skill_category_mapping AS m WHERE m.category_id = c.category_id)
  FROM skill_categories AS c ORDER BY c.category_id`;

const modalitiesQuery = `
  SELECT skill_name, modality_type, input_format, output_format, requires_human_review FROM skill_modalities
  ORDER BY skill_name`;

const dependenciesQuery = `
  SELECT skill_a, skill_b, co_occurrence_count, lift_score FROM skill_dependencies
  ORDER BY lift_score DESC NULLS LAST, skill_a, skill_b`;

const mappingsQuery = `
  SELECT m.skill_name, c.category_name, coalesce(m.confidence_score, 1), s.source
  FROM skill_category_mapping AS m
  JOIN skill_categories AS c ON c.category_id = m.category_id
  LEFT JOIN skill_category_source AS s ON s.skill_name = m.skill_name AND s.category_id = m.category_id
  UNION ALL
  SELECT skill_name, NULL, 1, source FROM skill_category_source WHERE category_id = 0
  ORDER BY 1, 2`;
