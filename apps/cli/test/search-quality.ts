/** A query and what fits it: 2 answers it, 1 is about the same subject. */
export type JudgedQuery = { readonly text: string; readonly relevant: Readonly<Record<string, number>> };

export type QualityFigures = { readonly ndcg: number; readonly recall: number };

const cutoff = 10;

/**
 * Mean NDCG@10 (gains 2^grade - 1) and mean recall@10 of rankings.
 *
 * @param rankings - names for each query, the best first
 * @see Järvelin and Kekäläinen (2002), doi:10.1145/582415.582418
 */
export function rankingQuality(
  queries: readonly JudgedQuery[],
  rankings: readonly (readonly string[])[],
): QualityFigures {
  const figures = queries.map(({ relevant }, index) => {
    const grades = (rankings[index] ?? []).slice(0, cutoff).map((name) => relevant[name] ?? 0);
    const ideal = Object.values(relevant).toSorted((a, b) => b - a);
    return {
      ndcg: discountedGain(grades) / discountedGain(ideal.slice(0, cutoff)),
      recall: grades.filter((grade) => grade > 0).length / Math.min(cutoff, ideal.length),
    };
  });
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  return { ndcg: mean(figures.map(({ ndcg }) => ndcg)), recall: mean(figures.map(({ recall }) => recall)) };
}

function discountedGain(grades: readonly number[]): number {
  return grades.reduce((sum, grade, index) => sum + (2 ** grade - 1) / Math.log2(index + 2), 0);
}
