import { displayWidth } from '@skills/text';
import type { Paint, Style } from './style.ts';

export type ChartPoint = { readonly x: number; readonly y: number };

export type LineChart = {
  readonly points: readonly ChartPoint[];
  /** Points that stand for less than the others. */
  readonly faintPoints?: readonly ChartPoint[];
  /** Drawn through, straight from one to the next. */
  readonly line?: readonly ChartPoint[];
  /** Where something changed: a vertical mark at each x. */
  readonly marks?: readonly number[];
  /** The axis never leaves these. */
  readonly least?: number;
  readonly most?: number;
  readonly formatX: (x: number) => string;
  readonly formatY: (y: number) => string;
};

export type ChartLayout = { readonly width: number; readonly height: number; readonly style: Style };

type Cell = { readonly character: string; readonly paint: Paint };
type Grid = Cell[][];

const indent = 2;
const signs = { point: '●', faint: '○', line: '─', mark: '┊', markFoot: '▲' } as const;

/**
 * Points, a line through them and marks, with a scale beside and dates beneath, no line wider than `width`. Nothing for no
 * points.
 */
export function renderLineChart(chart: LineChart, { width, height, style }: ChartLayout): readonly string[] {
  const { points, faintPoints = [], line = [], marks = [], formatX, formatY } = chart;
  const drawn = [...points, ...faintPoints, ...line];
  if (drawn.length === 0) return [];
  const scale = scaleOf(drawn, chart);
  const labels = new Map([0, Math.floor((height - 1) / 2), height - 1].map((row) => [row, formatY(yOfRow(row))]));
  const labelWidth = Math.max(...[...labels.values()].map(displayWidth));
  const columns = Math.max(8, width - indent - labelWidth - 3);
  const columnOf = (x: number): number => Math.round(((x - scale.left) / scale.across) * (columns - 1));
  const rowOf = (y: number): number => Math.round(((scale.top - y) / scale.up) * (height - 1));

  const plain: Paint = (text) => text;
  const grid: Grid = Array.from({ length: height }, () =>
    Array.from({ length: columns }, () => ({ character: ' ', paint: plain })),
  );
  for (const x of marks)
    for (let row = 0; row < height; row += 1) put(row, columnOf(x), { character: signs.mark, paint: style.yellow });
  for (let column = 0; column < columns; column += 1) {
    const y = valueAt(line, scale.left + (column / Math.max(1, columns - 1)) * scale.across);
    if (y !== undefined) put(rowOf(y), column, { character: signs.line, paint: style.cyan });
  }
  for (const { x, y } of faintPoints) put(rowOf(y), columnOf(x), { character: signs.faint, paint: style.dim });
  for (const { x, y } of points) put(rowOf(y), columnOf(x), { character: signs.point, paint: plain });

  const margin = ' '.repeat(indent);
  const body = grid.map((cells, row) => {
    const label = (labels.get(row) ?? '').padStart(labelWidth);
    const tick = labels.has(row) ? '┤' : '│';
    return `${margin}${style.dim(`${label} ${tick}`)}${paintRow(cells)}`;
  });
  const foot = Array.from({ length: columns }, (_, column) =>
    marks.some((x) => columnOf(x) === column) ? signs.markFoot : '─',
  ).join('');
  const gap = ' '.repeat(labelWidth + 2);
  const ends = spread(formatX(scale.left), formatX(scale.left + scale.across), columns);
  return [...body, `${margin}${style.dim(`${' '.repeat(labelWidth)} └${foot}`)}`, `${margin}${gap}${style.dim(ends)}`];

  function put(row: number, column: number, cell: Cell): void {
    const cells = grid[row];
    if (cells !== undefined && column >= 0 && column < columns) cells[column] = cell;
  }

  function yOfRow(row: number): number {
    return scale.top - (row / Math.max(1, height - 1)) * scale.up;
  }
}

function scaleOf(drawn: readonly ChartPoint[], { least = -Infinity, most = Infinity }: LineChart) {
  const xs = drawn.map(({ x }) => x);
  const ys = drawn.map(({ y }) => y);
  const lowest = Math.min(...ys);
  const highest = Math.max(...ys);
  // Values that are all alike get room around them.
  const pad = highest > lowest ? (highest - lowest) * 0.05 : Math.max(Math.abs(highest) * 0.1, 0.01);
  const top = Math.min(most, highest + pad);
  const left = Math.min(...xs);
  return { top, up: top - Math.max(least, lowest - pad), left, across: Math.max(...xs) - left || 1 };
}

/** The line at x; `undefined` outside it. */
function valueAt(line: readonly ChartPoint[], x: number): number | undefined {
  const next = line.findIndex((point) => point.x >= x - 1e-9);
  const after = line[next];
  const before = line[next - 1] ?? after;
  if (after === undefined || before === undefined || x < before.x - 1e-9) return undefined;
  const share = after.x === before.x ? 0 : (x - before.x) / (after.x - before.x);
  return before.y + (after.y - before.y) * share;
}

/** Neighbours of one colour are painted together. */
function paintRow(cells: readonly Cell[]): string {
  let painted = '';
  let run = '';
  let paint = cells[0]?.paint;
  for (const cell of cells) {
    if (cell.paint !== paint) {
      painted += paint?.(run) ?? run;
      run = '';
      paint = cell.paint;
    }
    run += cell.character;
  }
  return `${painted}${run.trim() === '' ? '' : (paint?.(run.trimEnd()) ?? run)}`.trimEnd();
}

function spread(left: string, right: string, columns: number): string {
  return `${left}${' '.repeat(Math.max(1, columns - left.length - right.length))}${right}`;
}
