import type { SqlReader } from '../engine/sql-engine.ts';
import { cosineSimilarity, embeddingDimensions } from './embedding.ts';
import { requirePositiveInteger } from './positive-integer.ts';
import { type EmbeddedCall, storedEmbeddings } from './stored-embeddings.ts';
import { readInvocations, type StoredInvocation } from './stored-invocation.ts';

export type EmbeddingSearchOptions = {
  /** How many skills. Default 10. */
  readonly limit?: number;
  readonly sessionId?: string | undefined;
  /** Smallest cosine. Default 0. */
  readonly minSimilarity?: number;
};

export type InvocationMatch = {
  readonly invocation: StoredInvocation;
  /** Cosine, in [-1, 1]. */
  readonly similarity: number;
  /** What the matches are ordered by. */
  readonly score: number;
};

export type ScoredSearch = EmbeddingSearchOptions & {
  readonly score: (call: EmbeddedCall, similarity: number) => number;
};

/**
 * The best call of each skill by `score`, the best first. Exact: every stored embedding is looked at.
 *
 * @throws {RangeError} when the query has not 384 numbers
 */
export async function searchEmbeddings(
  reader: SqlReader,
  query: Float32Array,
  { limit = 10, sessionId, minSimilarity = 0, score }: ScoredSearch,
): Promise<readonly InvocationMatch[]> {
  requirePositiveInteger('limit', limit);
  requireEmbedding(query);
  const bestBySkill = new Map<string, Candidate>();
  for await (const page of storedEmbeddings(reader, { sessionId })) {
    for (const call of page) {
      const similarity = cosineSimilarity(query, call.embedding);
      if (similarity < minSimilarity) continue;
      const candidate = { eventKey: call.eventKey, similarity, score: score(call, similarity) };
      const best = bestBySkill.get(call.skillName);
      if (best === undefined || candidate.score > best.score) bestBySkill.set(call.skillName, candidate);
    }
  }
  const chosen = [...bestBySkill.values()].toSorted((a, b) => b.score - a.score).slice(0, limit);
  const invocations = await readInvocations(
    reader,
    chosen.map(({ eventKey }) => eventKey),
  );
  return chosen.flatMap(({ eventKey, ...measures }) => {
    const invocation = invocations.get(eventKey);
    return invocation === undefined ? [] : [{ invocation, ...measures }];
  });
}

type Candidate = { readonly eventKey: bigint; readonly similarity: number; readonly score: number };

function requireEmbedding(query: Float32Array): void {
  if (query.length !== embeddingDimensions) {
    throw new RangeError(`a search requires an embedding of ${embeddingDimensions} numbers, got ${query.length}`);
  }
}
