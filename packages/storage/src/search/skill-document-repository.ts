import type { SqlEngine, SqlRow } from '../engine/sql-engine.ts';
import { toBytes, toNullableNumber, toNumber, toText } from '../read/cell.ts';
import { packEmbedding } from '../skills-storage/embedding.ts';
import { toStoredEmbedding } from '../skills-storage/stored-embeddings.ts';
import { matchExpression } from './match-expression.ts';

export type SkillDocumentRepositoryDependencies = { readonly engine: SqlEngine };

/** What is known of a skill in words. */
export type SkillText = { readonly skillName: string; readonly description: string };

export type SkillDocument = SkillText & {
  /** Of the embedder that was asked for; `null` when that one has not embedded it. */
  readonly embedding: Float32Array | null;
  readonly isInstalled: boolean;
  readonly category: string | null;
  /** Of the whole log, all kinds of the name together. */
  readonly invocations: number;
  /** Fraction in [0, 1] of the calls whose outcome is known. */
  readonly completionRate: number | null;
};

export type StoredModel = { readonly embedder: string; readonly body: Uint8Array };

// A word in the name says three times as much; 1.5 to 8 rank the catalog of the bench alike.
const nameWeight = 3;

/** The documents that skills are searched by, their words and their embeddings. */
export class SkillDocumentRepository {
  readonly #engine: SqlEngine;

  constructor({ engine }: SkillDocumentRepositoryDependencies) {
    this.#engine = engine;
  }

  /**
   * Every skill that there is: installed ones with their descriptions, those that ran or were offered with their names.
   * Tools of the assistant itself are not skills. Of several files of one name the first by path speaks.
   */
  async knownSkills(): Promise<readonly SkillText[]> {
    return (await this.#engine.all(knownSkillsQuery)).map(toSkillText);
  }

  /** What the index holds, by name. */
  async indexedSkills(): Promise<readonly SkillText[]> {
    return (await this.#engine.all('SELECT skill_name, description FROM skill_document ORDER BY skill_name')).map(
      toSkillText,
    );
  }

  /** Name of the local embedder that made the index; `undefined` when none did. */
  async modelId(): Promise<string | undefined> {
    const [row] = await this.#engine.all('SELECT embedder FROM search_model LIMIT 1');
    return row === undefined ? undefined : toText(row[0]);
  }

  /** What the local embedder learned when the index was made. */
  async storedModel(): Promise<StoredModel | undefined> {
    const [row] = await this.#engine.all('SELECT embedder, body FROM search_model LIMIT 1');
    return row === undefined ? undefined : { embedder: toText(row[0]), body: toBytes(row[1]) };
  }

  /**
   * Makes the index anew, all or nothing.
   *
   * @param documents - each name once, with an embedding of 384 numbers of `embedder`
   * @param model - `undefined` for an embedder that keeps what it knows elsewhere
   */
  async replaceIndex(
    documents: readonly (SkillText & { readonly embedding: Float32Array })[],
    { embedder, body }: { readonly embedder: string; readonly body: Uint8Array | undefined },
  ): Promise<void> {
    const rows = documents.map(({ skillName, description, embedding }, index) => ({
      document: [index + 1, skillName, description, embedder, packEmbedding(embedding)],
      words: [index + 1, `${skillName} ${splitHumps(skillName)}`, description],
    }));
    await this.#engine.transaction(async (transaction) => {
      await transaction.run('DELETE FROM skill_document_fts');
      await transaction.run('DELETE FROM skill_document');
      await transaction.run('DELETE FROM search_model');
      await transaction.runMany(
        'INSERT INTO skill_document (document_id, skill_name, description, embedder, embedding) VALUES (?, ?, ?, ?, ?)',
        rows.map(({ document }) => document),
      );
      await transaction.runMany(
        'INSERT INTO skill_document_fts (rowid, name, description) VALUES (?, ?, ?)',
        rows.map(({ words }) => words),
      );
      if (body !== undefined) {
        await transaction.run('INSERT INTO search_model (embedder, body) VALUES (?, ?)', [embedder, body]);
      }
    });
  }

  /** Every document by name, with what is known of its skill. */
  async documents(embedder: string): Promise<readonly SkillDocument[]> {
    const rows = await this.#engine.all(documentsQuery, [embedder]);
    return rows.map((row) => ({
      skillName: toText(row[0]),
      description: toText(row[1]),
      embedding: row[2] === null ? null : toStoredEmbedding(toBytes(row[2])),
      isInstalled: toNumber(row[3]) === 1,
      category: row[4] === null ? null : toText(row[4]),
      invocations: toNumber(row[5]),
      completionRate: toNullableNumber(row[6]),
    }));
  }

  /**
   * Names of the documents that have any word of the text, the best by BM25 first.
   *
   * @param isTelling - leaves out words that say nothing
   */
  async byWords(
    text: string,
    { limit, isTelling }: { readonly limit: number; readonly isTelling?: (word: string) => boolean },
  ): Promise<readonly string[]> {
    const expression = matchExpression(text, isTelling);
    if (expression === undefined) return [];
    const rows = await this.#engine.all(byWordsQuery, [expression, limit]);
    return rows.map((row) => toText(row[0]));
  }
}

// A tool, hook or stage of CI is no skill; an MCP tool may be looked for.
const searchableKinds = `('skill', 'slash_command', 'subagent', 'workflow', 'mcp_tool')`;

const knownSkillsQuery = `
  SELECT name, max(description) FROM (
    SELECT skill_name AS name, description FROM (
      SELECT skill_name, description, row_number() OVER (PARTITION BY skill_name ORDER BY description = '', path) AS place
      FROM installed_skill
    ) WHERE place = 1
    UNION ALL SELECT name, '' FROM skill WHERE kind IN ${searchableKinds}
    UNION ALL SELECT l.text, '' FROM label AS l
      WHERE l.label_id IN (SELECT DISTINCT skill_label FROM skill_offer)
    UNION ALL SELECT skill_name, '' FROM skill_modalities
    UNION ALL SELECT skill_name, '' FROM skill_category_mapping
  )
  WHERE name <> ''
  GROUP BY name
  ORDER BY name`;

const documentsQuery = `
  SELECT d.skill_name, d.description, CASE WHEN d.embedder = ?1 THEN d.embedding END,
    EXISTS (SELECT 1 FROM installed_skill AS i WHERE i.skill_name = d.skill_name),
    (
      SELECT c.category_name FROM skill_category_mapping AS m
      JOIN skill_categories AS c ON c.category_id = m.category_id
      WHERE m.skill_name = d.skill_name ORDER BY m.confidence_score DESC, c.category_name LIMIT 1
    ),
    coalesce(used.invocations, 0), used.completed * 1.0 / nullif(used.completed + used.failed, 0)
  FROM skill_document AS d
  LEFT JOIN (
    SELECT s.name, sum(r.invocations) AS invocations, sum(r.completed) AS completed, sum(r.failed) AS failed
    FROM skill AS s JOIN skill_rollup_day AS r ON r.project_id = 0 AND r.skill_id = s.skill_id
    GROUP BY s.name
  ) AS used ON used.name = d.skill_name
  ORDER BY d.skill_name`;

const byWordsQuery = `
  SELECT d.skill_name
  FROM skill_document_fts AS f JOIN skill_document AS d ON d.document_id = f.rowid
  WHERE skill_document_fts MATCH ?1
  ORDER BY bm25(skill_document_fts, ${nameWeight}.0, 1.0), d.skill_name
  LIMIT ?2`;

/** `parseHttp` is also found by `http`: the tokenizer of FTS5 does not split humps. */
function splitHumps(name: string): string {
  return name.replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ');
}

function toSkillText(row: SqlRow): SkillText {
  return { skillName: toText(row[0]), description: toText(row[1]) };
}
