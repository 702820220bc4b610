import {
  graphvizText,
  mermaidText,
  type NamedEdge,
  relationshipGraph,
  type RelationshipGraph,
} from '@skills/collaborative-filtering';
import type { DependenciesResult } from '@skills/schema';

/** Pairs as a graph: what belongs together, what keeps apart, and what the taxonomy names beside that. */
export function dependencyGraph({
  dependencies,
  seeded,
}: Pick<DependenciesResult, 'dependencies' | 'seeded'>): RelationshipGraph {
  const sessions = new Map<string, number>();
  const measured = dependencies.map(({ skillA, skillB, sessionsA, sessionsB, lift, coOccurrenceCount }): NamedEdge => {
    sessions.set(skillA, sessionsA).set(skillB, sessionsB);
    return { from: skillA, to: skillB, kind: lift < 1 ? 'apart' : 'together', weight: lift, count: coOccurrenceCount };
  });
  const known = new Set(measured.map(({ from, to }) => JSON.stringify([from, to])));
  const stated = seeded
    .filter(({ skillA, skillB }) => !known.has(JSON.stringify([skillA, skillB])))
    .map(({ skillA, skillB, lift }): NamedEdge => {
      return { from: skillA, to: skillB, kind: 'seeded', weight: lift ?? 1, count: 0 };
    });
  return relationshipGraph([...measured, ...stated], sessions);
}

/** The same as text, for Graphviz or Mermaid. */
export function dependencyText(
  pairs: Pick<DependenciesResult, 'dependencies' | 'seeded'>,
  format: 'dot' | 'mermaid',
): string {
  const graph = dependencyGraph(pairs);
  return format === 'dot' ? graphvizText(graph) : mermaidText(graph);
}
