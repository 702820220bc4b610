import { expect, test } from 'vitest';
import { graphvizText } from './graphviz-text.ts';
import { mermaidText } from './mermaid-text.ts';
import { relationshipGraph } from './relationship-graph.ts';

const hostile = 'a"];\n}\\" <script>alert(1)</script> #quot; \u202E`|end';

const graph = relationshipGraph(
  [
    { from: 'lint', to: hostile, kind: 'together', weight: 2.44, count: 9 },
    { from: hostile, to: 'lint', kind: 'follows', weight: 0.375, count: 3 },
    { from: 'lint', to: 'push', kind: 'apart', weight: 0.5, count: 1 },
  ],
  new Map([['lint', 12]]),
);

test('gives every skill one node, with the sessions that are known', () => {
  expect(graph.nodes.map(({ id, sessions }) => [id, sessions])).toEqual([
    ['n0', 12],
    ['n1', 0],
    ['n2', 0],
  ]);
  expect(graph.edges.map(({ from, to }) => [from, to])).toEqual([
    ['n0', 'n1'],
    ['n1', 'n0'],
    ['n0', 'n2'],
  ]);
});

test('no name ends its label in Graphviz', () => {
  expect(graphvizText(graph).split('\n')).toEqual([
    'digraph skills {',
    '  node [shape=box];',
    '  n0 [label="lint"];',
    String.raw`  n1 [label="a\"]; }\\\" <script>alert(1)</script> #quot;  ` + '`|end"];',
    '  n2 [label="push"];',
    '  n0 -> n1 [label="×2.4", dir=none];',
    '  n1 -> n0 [label="38 %", color=blue];',
    '  n0 -> n2 [label="×0.5", dir=none, style=dashed, color=red];',
    '}',
    '',
  ]);
});

test('no name ends its label in Mermaid, and none is markup', () => {
  const [, , label] = mermaidText(graph).split('\n');

  expect(label).toMatch(/^ {2}n1\["[^"<>[\]|`\\]*"\]$/);
  expect(mermaidText(graph)).toContain('n1 -->|"38 %"| n0');
  expect(
    mermaidText(relationshipGraph([{ from: '', to: '\u0007', kind: 'seeded', weight: 1, count: 0 }], new Map())),
  ).toContain('n0["(unprintable)"]');
});
