import { edgeLabel, lineOf } from './graph-text.ts';
import type { GraphEdge, RelationshipGraph } from './relationship-graph.ts';

const edgeStyles = {
  together: 'dir=none',
  apart: 'dir=none, style=dashed, color=red',
  follows: 'color=blue',
  seeded: 'dir=none, style=dotted',
} as const satisfies Record<GraphEdge['kind'], string>;

/**
 * A graph in the DOT language, for `dot -Tsvg`. Names are quoted, so that none can end its label.
 *
 * @see https://graphviz.org/doc/info/lang.html
 * @example
 * graphvizText({ nodes: [], edges: [] }); // 'digraph skills {\n  node [shape=box];\n}\n'
 */
export function graphvizText({ nodes, edges }: RelationshipGraph): string {
  const lines = [
    'digraph skills {',
    '  node [shape=box];',
    ...nodes.map(({ id, skillName }) => `  ${id} [label=${quoted(lineOf(skillName))}];`),
    ...edges.map(
      (edge) => `  ${edge.from} -> ${edge.to} [label=${quoted(edgeLabel(edge))}, ${edgeStyles[edge.kind]}];`,
    ),
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

/** In DOT a backslash begins an escape such as \N, the name of the node. */
function quoted(text: string): string {
  return `"${text.replaceAll('\\', String.raw`\\`).replaceAll('"', String.raw`\"`)}"`;
}
