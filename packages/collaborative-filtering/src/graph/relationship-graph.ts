/** A skill in a graph of relationships. */
export type GraphNode = {
  /** `n0`, `n1`, …: safe in every format, unlike a name. */
  readonly id: string;
  readonly skillName: string;
  /** Sessions in which it ran. */
  readonly sessions: number;
};

export type GraphEdge = {
  /** Ids of nodes. */
  readonly from: string;
  readonly to: string;
  /** `together` and `apart` have no direction; `follows` goes from the earlier to the later. */
  readonly kind: 'together' | 'apart' | 'follows' | 'seeded';
  /** Lift of a pair; probability that the one follows the other. */
  readonly weight: number;
  /** Sessions that share both, or how often the one followed the other. */
  readonly count: number;
};

/** Skills and how they go together, for drawing. */
export type RelationshipGraph = { readonly nodes: readonly GraphNode[]; readonly edges: readonly GraphEdge[] };

/** An edge between two names. */
export type NamedEdge = Omit<GraphEdge, 'from' | 'to'> & { readonly from: string; readonly to: string };

/**
 * Gives every skill that an edge names a node, in the order of the edges. What is not in `sessions` has run in none.
 *
 * @param sessions - of each skill by its name
 */
export function relationshipGraph(
  edges: readonly NamedEdge[],
  sessions: ReadonlyMap<string, number>,
): RelationshipGraph {
  const ids = new Map<string, string>();
  for (const { from, to } of edges) for (const name of [from, to]) if (!ids.has(name)) ids.set(name, `n${ids.size}`);
  return {
    nodes: [...ids].map(([skillName, id]) => ({ id, skillName, sessions: sessions.get(skillName) ?? 0 })),
    edges: edges.map((edge) => ({ ...edge, from: ids.get(edge.from) ?? '', to: ids.get(edge.to) ?? '' })),
  };
}
