import { averageLinkage, cutMerges } from './average-linkage.ts';
import { meanDistances, meanSilhouette } from './mean-silhouette.ts';
import type { SimilarityMatrix } from './similarity-matrix.ts';

export type Clustering = {
  /** The cluster of each thing, from 0. */
  readonly labels: readonly number[];
  /** How much each thing belongs to its cluster rather than to the others, in [0, 1]. */
  readonly memberships: readonly number[];
  /** Of the chosen number of clusters; `null` when there are too few things to choose. */
  readonly silhouette: number | null;
};

export type ChooseClustersOptions = {
  /** The most clusters that are tried. Default: half as many as things, at most 40. */
  readonly maxClusters?: number;
};

const defaultMost = 40;

/** Agglomerative clusters, as many as have the best silhouette; of equal ones the fewer. Fewer than three things are one. */
export function chooseClusters(
  matrix: SimilarityMatrix,
  { maxClusters = Math.min(defaultMost, Math.floor(matrix.size / 2)) }: ChooseClustersOptions = {},
): Clustering {
  if (matrix.size < 3) {
    return { labels: Array.from({ length: matrix.size }, () => 0), memberships: ones(matrix.size), silhouette: null };
  }
  const merges = averageLinkage(matrix);
  let best: { readonly labels: readonly number[]; readonly silhouette: number } | undefined;
  for (let clusters = 2; clusters <= Math.max(2, Math.min(maxClusters, matrix.size - 1)); clusters += 1) {
    const labels = cutMerges(merges, clusters);
    const silhouette = meanSilhouette(matrix, labels);
    if (best === undefined || silhouette > best.silhouette + 1e-9) best = { labels, silhouette };
  }
  const { labels = [], silhouette = null } = best ?? {};
  return { labels, silhouette, memberships: labels.map((_, thing) => membership(matrix, labels, thing)) };
}

/**
 * Of the fuzzy c-means with exponent 2 between the own cluster and the nearest other one: b² / (a² + b²), a and b the mean
 * distances to their members. 0.5 is between the two, above it lies what belongs here. A thing alone belongs to itself.
 *
 * @see Bezdek (1981), Pattern recognition with fuzzy objective function algorithms
 */
function membership(matrix: SimilarityMatrix, labels: readonly number[], thing: number): number {
  const distances = meanDistances(matrix, labels, thing);
  const label = labels[thing] ?? 0;
  const own = Math.max(0, distances[label] ?? Infinity);
  const other = Math.max(0, Math.min(...distances.filter((_, cluster) => cluster !== label)));
  if (own === Infinity || own + other === 0) return 1;
  return other ** 2 / (own ** 2 + other ** 2);
}

function ones(count: number): readonly number[] {
  return Array.from({ length: count }, () => 1);
}
