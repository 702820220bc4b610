import { safeText } from '@skills/text';
import type { DependencyRow } from '@skills/schema';
import type { JSX } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import { fileName, saveFile } from '../export/save-file.ts';
import { svgPicture } from '../export/picture.ts';
import { graphLayout } from './graph-layout.ts';

const width = 760;
const height = 520;
const edge = { x: 90, y: 36 };

export type RelationshipGraphProps = {
  readonly title: string;
  readonly pairs: readonly DependencyRow[];
  readonly chosen: string | undefined;
  readonly onChoose: (skillName: string) => void;
};

/** Skills as points, pairs as lines: thick where they go together far more often than chance, dashed where they avoid each other. */
export function RelationshipGraph({ title, pairs, chosen, onChoose }: RelationshipGraphProps): JSX.Element {
  const drawing = useRef<SVGSVGElement>(null);
  const nodes = useMemo(() => nodesOf(pairs), [pairs]);
  const places = useMemo(
    () =>
      graphLayout(
        nodes,
        pairs.map(({ skillA, skillB, lift }) => ({ from: skillA, to: skillB, weight: lift })),
      ),
    [nodes, pairs],
  );
  const at = (id: string): { readonly x: number; readonly y: number } => {
    const { x, y } = places.get(id) ?? { x: 0.5, y: 0.5 };
    return { x: edge.x + x * (width - 2 * edge.x), y: edge.y + y * (height - 2 * edge.y) };
  };
  const save = async (): Promise<void> => {
    if (drawing.current !== null) saveFile(fileName(title, 'png'), await svgPicture(drawing.current, title));
  };
  const most = Math.max(1, ...nodes.map(({ weight }) => weight));
  return (
    <figure class="chart">
      <div class="legend">
        <span class="legend-entry">
          <span class="legend-mark colour-series-2" aria-hidden="true" /> go together
        </span>
        <span class="legend-entry">
          <span class="legend-mark colour-series-3" aria-hidden="true" /> avoid each other
        </span>
        <button type="button" class="quiet" onClick={() => void save()} aria-label={`${title}: save as PNG`}>
          PNG
        </button>
      </div>
      <svg
        ref={drawing}
        class="graph"
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`${title}: ${nodes.length} skills, ${pairs.length} pairs; the table has them all`}
      >
        {pairs.map(({ skillA, skillB, lift }) => (
          <line
            key={`${skillA} ${skillB}`}
            class={`graph-edge ${lift >= 1 ? 'graph-together' : 'graph-apart'} ${dimmed(chosen, [skillA, skillB])}`}
            x1={at(skillA).x}
            y1={at(skillA).y}
            x2={at(skillB).x}
            y2={at(skillB).y}
            stroke-width={lift >= 1 ? Math.min(7, 1 + Math.log2(lift)) : 1.5}
          />
        ))}
        {nodes.map(({ id, weight, neighbours }) => (
          <g key={id} class={`graph-node ${dimmed(chosen, [id, ...neighbours])}`} onClick={() => onChoose(id)}>
            <circle cx={at(id).x} cy={at(id).y} r={4 + 7 * Math.sqrt(weight / most)} />
            <text x={at(id).x} y={at(id).y - 9 - 7 * Math.sqrt(weight / most)} text-anchor="middle">
              {safeText(id, 24)}
            </text>
          </g>
        ))}
      </svg>
    </figure>
  );
}

type Node = { readonly id: string; readonly weight: number; readonly neighbours: readonly string[] };

function nodesOf(pairs: readonly DependencyRow[]): readonly Node[] {
  const nodes = new Map<string, { weight: number; neighbours: string[] }>();
  const add = (id: string, weight: number, neighbour: string): void => {
    const node = nodes.get(id) ?? { weight, neighbours: [] };
    node.neighbours.push(neighbour);
    nodes.set(id, node);
  };
  for (const { skillA, skillB, sessionsA, sessionsB } of pairs) {
    add(skillA, sessionsA, skillB);
    add(skillB, sessionsB, skillA);
  }
  return [...nodes].map(([id, { weight, neighbours }]) => ({ id, weight, neighbours }));
}

function dimmed(chosen: string | undefined, ids: readonly string[]): string {
  return chosen === undefined || ids.includes(chosen) ? '' : 'graph-dimmed';
}
