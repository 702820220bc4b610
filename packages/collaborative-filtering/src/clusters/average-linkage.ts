import type { SimilarityMatrix } from './similarity-matrix.ts';

/** Two clusters that became one; `a < b` are their smallest members. */
export type ClusterMerge = { readonly a: number; readonly b: number; readonly distance: number };

/**
 * Agglomerative clustering by the average distance (1 - similarity) of all pairs, with the chain of nearest neighbours:
 * n² time and memory. Deterministic; ties go to the smaller index.
 *
 * @returns `size - 1` merges, the nearest first
 * @see Murtagh (1983), A survey of recent advances in hierarchical clustering algorithms, doi:10.1093/comjnl/26.4.354
 */
export function averageLinkage({ size, values }: SimilarityMatrix): readonly ClusterMerge[] {
  const distances = Float64Array.from(values, (similarity) => 1 - similarity);
  const members = new Float64Array(size).fill(1);
  const isActive = new Uint8Array(size).fill(1);
  const merges: ClusterMerge[] = [];
  const chain: number[] = [];
  while (merges.length < size - 1) {
    if (chain.length === 0) chain.push(isActive.indexOf(1));
    const top = chain.at(-1) ?? 0;
    const previous = chain.at(-2);
    const next = nearest({ distances, isActive, size }, top, previous);
    if (next !== previous) {
      chain.push(next);
      continue;
    }
    chain.length -= 2;
    const [a, b] = [Math.min(top, next), Math.max(top, next)];
    merges.push({ a, b, distance: distances[a * size + b] ?? 0 });
    join({ distances, isActive, members, size }, a, b);
  }
  return merges.toSorted((x, y) => x.distance - y.distance || x.a - y.a || x.b - y.b);
}

type Active = { readonly distances: Float64Array; readonly isActive: Uint8Array; readonly size: number };

/** The nearest active cluster; among equals the one before in the chain, so that the chain ends. */
function nearest({ distances, isActive, size }: Active, from: number, preferred: number | undefined): number {
  let best = preferred ?? -1;
  let least = preferred === undefined ? Infinity : (distances[from * size + preferred] ?? Infinity);
  for (let other = 0; other < size; other += 1) {
    const distance = distances[from * size + other] ?? Infinity;
    if (isActive[other] === 1 && other !== from && distance < least) {
      least = distance;
      best = other;
    }
  }
  return best;
}

/** The joined cluster stands in place of `a`. */
function join(
  { distances, isActive, members, size }: Active & { readonly members: Float64Array },
  a: number,
  b: number,
): void {
  const [countA, countB] = [members[a] ?? 1, members[b] ?? 1];
  for (let other = 0; other < size; other += 1) {
    if (isActive[other] !== 1 || other === a || other === b) continue;
    const distance =
      (countA * (distances[a * size + other] ?? 0) + countB * (distances[b * size + other] ?? 0)) / (countA + countB);
    distances[a * size + other] = distance;
    distances[other * size + a] = distance;
  }
  members[a] = countA + countB;
  isActive[b] = 0;
}

/**
 * The clusters that are left when all but the last `clusters - 1` merges are made.
 *
 * @returns the cluster of each thing, from 0 in the order of their first members
 */
export function cutMerges(merges: readonly ClusterMerge[], clusters: number): readonly number[] {
  const size = merges.length + 1;
  const parent = Array.from({ length: size }, (_, index) => index);
  const root = (index: number): number => {
    let at = index;
    while (parent[at] !== at) at = parent[at] ?? at;
    return at;
  };
  for (const { a, b } of merges.slice(0, size - clusters)) parent[root(b)] = root(a);
  const numbers = new Map<number, number>();
  return parent.map((_, index) => {
    const of = root(index);
    const number = numbers.get(of) ?? numbers.size;
    numbers.set(of, number);
    return number;
  });
}
