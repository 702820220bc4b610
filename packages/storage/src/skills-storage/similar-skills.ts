import type { SqlReader } from '../engine/sql-engine.ts';
import { cosineSimilarity, embeddingDimensions } from './embedding.ts';
import { requirePositiveInteger } from './positive-integer.ts';
import { storedEmbeddings } from './stored-embeddings.ts';

export type SimilarSkill = {
  readonly skillName: string;
  /** Cosine of the mean directions of the two skills' queries, in [-1, 1]. */
  readonly similarity: number;
};

/**
 * Other skills that are called for similar queries, the most similar first, equal ones by name. A skill stands where its
 * queries point on average, so that no single query decides.
 *
 * @returns none when no query of the skill was embedded
 */
export async function similarSkills(
  reader: SqlReader,
  skillName: string,
  { limit = 5 }: { readonly limit?: number } = {},
): Promise<readonly SimilarSkill[]> {
  requirePositiveInteger('limit', limit);
  const directions = new Map<string, Float64Array>();
  for await (const page of storedEmbeddings(reader)) {
    for (const call of page) {
      const direction = directions.get(call.skillName) ?? new Float64Array(embeddingDimensions);
      addUnit(direction, call.embedding);
      directions.set(call.skillName, direction);
    }
  }
  const own = directions.get(skillName);
  if (own === undefined) return [];
  return [...directions]
    .filter(([name]) => name !== skillName)
    .map(([name, direction]) => ({ skillName: name, similarity: cosineSimilarity(own, direction) }))
    .toSorted((a, b) => b.similarity - a.similarity || (a.skillName < b.skillName ? -1 : 1))
    .slice(0, limit);
}

/** Adds a vector at length 1 to a sum; the zero vector points nowhere. */
function addUnit(sum: Float64Array, vector: Float32Array): void {
  const length = Math.hypot(...vector);
  if (length === 0) return;
  vector.forEach((value, index) => {
    sum[index] = (sum[index] ?? 0) + value / length;
  });
}
