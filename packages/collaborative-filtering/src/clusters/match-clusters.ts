/** Members of a cluster by name. */
export type ClusterMembers = readonly string[];

const leastOverlap = 0.3;

/**
 * Which earlier cluster each cluster continues: the one that it shares the largest part of its members with (Jaccard, at
 * least 0.3), each earlier one once, the best overlap first.
 *
 * @returns per cluster the position of an earlier one, or `undefined` for a new cluster
 */
export function matchClusters(
  clusters: readonly ClusterMembers[],
  earlier: readonly ClusterMembers[],
): readonly (number | undefined)[] {
  const candidates = clusters
    .flatMap((members, cluster) =>
      earlier.map((others, previous) => ({ cluster, previous, overlap: overlapOf(members, others) })),
    )
    .filter(({ overlap }) => overlap >= leastOverlap)
    .toSorted((a, b) => b.overlap - a.overlap || a.cluster - b.cluster || a.previous - b.previous);
  const matches = new Map<number, number>();
  const taken = new Set<number>();
  for (const { cluster, previous } of candidates) {
    if (matches.has(cluster) || taken.has(previous)) continue;
    matches.set(cluster, previous);
    taken.add(previous);
  }
  return clusters.map((_, cluster) => matches.get(cluster));
}

function overlapOf(a: ClusterMembers, b: ClusterMembers): number {
  const others = new Set(b);
  const common = a.filter((member) => others.has(member)).length;
  return common === 0 ? 0 : common / (a.length + b.length - common);
}
