import { edgeLabel, lineOf } from './graph-text.ts';
import type { GraphEdge, RelationshipGraph } from './relationship-graph.ts';

const arrows = {
  together: '---',
  apart: '-.-',
  follows: '-->',
  seeded: '-.-',
} as const satisfies Record<GraphEdge['kind'], string>;

// Everything that Mermaid, Markdown or HTML could take for more than text.
const special = /[^\p{L}\p{N} .,:/@+×%()_-]/gu;

/**
 * A graph as a Mermaid flowchart, as GitHub shows it in Markdown. Names stand in quotes, and what is special in them as
 * a character code.
 *
 * @see https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters
 * @example
 * mermaidText({ nodes: [{ id: 'n0', skillName: 'lint', sessions: 1 }], edges: [] }); // 'flowchart LR\n  n0["lint"]\n'
 */
export function mermaidText({ nodes, edges }: RelationshipGraph): string {
  const lines = [
    'flowchart LR',
    ...nodes.map(({ id, skillName }) => `  ${id}["${escaped(skillName)}"]`),
    ...edges.map((edge) => `  ${edge.from} ${arrows[edge.kind]}|"${escaped(edgeLabel(edge))}"| ${edge.to}`),
  ];
  return `${lines.join('\n')}\n`;
}

function escaped(name: string): string {
  return lineOf(name).replaceAll(special, (character) => `#${character.codePointAt(0) ?? 0};`);
}
