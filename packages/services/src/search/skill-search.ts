import { isTelling, reciprocalRankFusion, type TextEmbedder } from '@skills/collaborative-filtering';
import {
  type SearchMethod,
  type SearchResult,
  type SimilarSkillsResult,
  type SkillMatch,
  SkillsError,
} from '@skills/schema';
import { phaseAffinity } from './phase-affinity.ts';
import type { PhaseHistoryPort, SearchIndexPort, SkillDocument } from './search-ports.ts';
import { SkillIndex, textOfSkill } from './skill-index.ts';

export type SkillSearchDependencies = {
  readonly index: SearchIndexPort;
  readonly histories: PhaseHistoryPort;
  /** Another embedder than the local one. */
  readonly embedder?: TextEmbedder | undefined;
};

export type SkillSearchOptions = {
  /** Default 10. */
  readonly limit?: number;
  /** Default fused. */
  readonly method?: SearchMethod;
  /** Skills that did well in this phase of a workflow come first. */
  readonly workflowPhase?: string | undefined;
  /** Share of the phase in the score, in [0, 1]; the rest is relevance. Default 0.3. */
  readonly phaseWeight?: number;
  /** Smallest cosine of those that have none of the words. Default 0.05: below lies chance. */
  readonly minSimilarity?: number;
  readonly category?: string | undefined;
  readonly installedOnly?: boolean;
};

// Of each ranking so many places count.
const depth = 200;
// Chosen on the queries of the search bench; from 5 to 60, and weights from 1:2 to 1:4, NDCG differs by 0.004.
const fusionConstant = 10;
const weights = { words: 1, embedding: 3 } as const;

/** Finds skills by what they are for. Reading alone: `refresh` brings the index up to date. */
export class SkillSearch {
  readonly #index: SearchIndexPort;
  readonly #histories: PhaseHistoryPort;
  readonly #skills: SkillIndex;

  constructor({ index, histories, embedder }: SkillSearchDependencies) {
    this.#index = index;
    this.#histories = histories;
    this.#skills = new SkillIndex({ index, embedder });
  }

  /** Brings the index up to date; returns whether it had to change. */
  async refresh(): Promise<boolean> {
    return this.#skills.refresh();
  }

  /** Skills that a text asks for, each once, the best first; ties by name. */
  async searchByQuery(query: string, options: SkillSearchOptions = {}): Promise<SearchResult> {
    const { limit = 10, method = 'fused', workflowPhase, phaseWeight = 0.3, minSimilarity = 0.05 } = options;
    requireOptions(limit, phaseWeight);
    const { documents, embedder } = await this.#documents();
    const [asked] = embedder === undefined ? [] : await embedder.embed([query]);
    const similarity = new Map(documents.map(({ skillName, embedding }) => [skillName, cosine(asked, embedding)]));
    const byWords = method === 'embedding' ? [] : await this.#index.byWords(query, { limit: depth, isTelling });
    const byMeaning = method === 'bm25' ? [] : nearest(similarity, minSimilarity);
    const scores = reciprocalRankFusion(
      [
        { names: byWords, weight: method === 'embedding' ? 0 : weights.words },
        { names: byMeaning, weight: method === 'bm25' ? 0 : weights.embedding },
      ],
      fusionConstant,
    );
    const histories = workflowPhase === undefined ? undefined : await this.#histories.phaseHistories(workflowPhase);
    const matches = documents
      .filter((document) => scores.has(document.skillName) && passes(document, options))
      .map((document): SkillMatch => {
        const { skillName } = document;
        const relevance = isNamed(skillName, query) ? 1 : (scores.get(skillName) ?? 0);
        const affinity = histories === undefined ? null : phaseAffinity(histories.get(skillName));
        return {
          skillName,
          description: document.description,
          score: affinity === null ? relevance : relevance * (1 - phaseWeight) + affinity * phaseWeight,
          bm25Rank: rankIn(byWords, skillName),
          embeddingRank: rankIn(byMeaning, skillName),
          similarity: similarity.get(skillName) ?? 0,
          phaseAffinity: affinity,
          category: document.category,
          isInstalled: document.isInstalled,
          invocations: document.invocations,
          completionRate: document.completionRate,
        };
      })
      .toSorted((a, b) => b.score - a.score || (a.skillName < b.skillName ? -1 : 1))
      .slice(0, limit);
    return { query, method, workflowPhase: workflowPhase ?? null, searched: documents.length, results: matches };
  }

  /**
   * Other skills whose names and descriptions say the same.
   *
   * @throws {SkillsError} 'not-found' when the index has no such skill
   */
  async getSimilarSkills(
    skillName: string,
    { limit = 5 }: { readonly limit?: number } = {},
  ): Promise<SimilarSkillsResult> {
    requireOptions(limit, 0);
    const { documents, embedder } = await this.#documents();
    const own = documents.find((document) => document.skillName === skillName);
    if (own === undefined) throw new SkillsError('not-found', `no skill is called ${skillName}`);
    const [embedding] = own.embedding === null ? await (embedder?.embed([textOfSkill(own)]) ?? []) : [own.embedding];
    const results = documents
      .filter((document) => document !== own)
      .map((document) => ({
        skillName: document.skillName,
        description: document.description,
        similarity: cosine(embedding, document.embedding),
      }))
      .toSorted((a, b) => b.similarity - a.similarity || (a.skillName < b.skillName ? -1 : 1))
      .slice(0, limit);
    return { skillName, searched: documents.length, results };
  }

  async #documents(): Promise<{
    readonly documents: readonly SkillDocument[];
    readonly embedder: TextEmbedder | undefined;
  }> {
    const embedder = await this.#skills.embedder();
    return { documents: await this.#index.documents(embedder?.id ?? ''), embedder };
  }
}

function requireOptions(limit: number, phaseWeight: number): void {
  if (!Number.isSafeInteger(limit) || limit < 1)
    throw new RangeError(`limit requires a positive integer, got ${limit}`);
  if (!(phaseWeight >= 0 && phaseWeight <= 1)) {
    throw new RangeError(`phaseWeight requires a fraction in [0, 1], got ${phaseWeight}`);
  }
}

function passes(document: SkillDocument, { category, installedOnly = false }: SkillSearchOptions): boolean {
  if (installedOnly && !document.isInstalled) return false;
  return category === undefined || document.category?.toLowerCase() === category.toLowerCase();
}

function nearest(similarity: ReadonlyMap<string, number>, least: number): readonly string[] {
  return [...similarity]
    .filter(([, value]) => value > 0 && value >= least)
    .toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, depth)
    .map(([name]) => name);
}

/** Whether a query is the name of a skill, with or without its plugin or slash. */
function isNamed(skillName: string, query: string): boolean {
  const name = skillName.toLowerCase();
  const asked = query.trim().toLowerCase();
  return name === asked || name === `/${asked}` || name.endsWith(`:${asked}`);
}

/** From 1; `null` for one that is not in it. */
function rankIn(ranking: readonly string[], skillName: string): number | null {
  const index = ranking.indexOf(skillName);
  return index === -1 ? null : index + 1;
}

/** Of vectors of length 1; 0 where one is missing. */
function cosine(a: Float32Array | undefined, b: Float32Array | null): number {
  if (a === undefined || b === null) return 0;
  const sum = a.reduce((total, value, index) => total + value * (b[index] ?? 0), 0);
  return Math.max(-1, Math.min(1, sum));
}
