import type { SimilarityMatrix } from './similarity-matrix.ts';

/**
 * How well things lie in their clusters, on average: (b - a) / max(a, b) with a the mean distance (1 - similarity) to the
 * own cluster and b that to the nearest other one; 0 for a thing alone.
 *
 * @returns in [-1, 1]
 * @throws {RangeError} with fewer than two clusters
 * @see Rousseeuw (1987), doi:10.1016/0377-0427(87)90125-7
 */
export function meanSilhouette(matrix: SimilarityMatrix, labels: readonly number[]): number {
  const clusters = Math.max(...labels) + 1;
  if (clusters < 2) throw new RangeError(`meanSilhouette requires two clusters, got ${clusters}`);
  const sizes = clusterSizes(labels);
  const total = labels.reduce((sum, label, thing) => {
    if (sizes[label] === 1) return sum;
    const means = meanDistances(matrix, labels, thing);
    const own = means[label] ?? 0;
    const other = Math.min(...means.filter((_, cluster) => cluster !== label));
    const larger = Math.max(own, other);
    return larger <= 0 ? sum : sum + (other - own) / larger;
  }, 0);
  return total / labels.length;
}

export function clusterSizes(labels: readonly number[]): readonly number[] {
  const sizes = Array.from({ length: Math.max(-1, ...labels) + 1 }, () => 0);
  for (const label of labels) sizes[label] = (sizes[label] ?? 0) + 1;
  return sizes;
}

/** Mean distance of one thing to the members of each cluster, itself left out; `Infinity` to nobody. */
export function meanDistances(
  { size, values }: SimilarityMatrix,
  labels: readonly number[],
  thing: number,
): readonly number[] {
  const sums = Array.from({ length: Math.max(...labels) + 1 }, () => 0);
  const counts = sums.slice();
  for (let other = 0; other < size; other += 1) {
    if (other === thing) continue;
    const label = labels[other] ?? 0;
    sums[label] = (sums[label] ?? 0) + 1 - (values[thing * size + other] ?? 0);
    counts[label] = (counts[label] ?? 0) + 1;
  }
  return sums.map((sum, cluster) => ((counts[cluster] ?? 0) === 0 ? Infinity : sum / (counts[cluster] ?? 1)));
}
