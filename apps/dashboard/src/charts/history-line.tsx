import type { AnomalyRow } from '@skills/schema';
import type { JSX } from 'preact';

type History = NonNullable<AnomalyRow['history']>;

const width = 220;
const height = 40;
const edge = 3;

/** A metric over time with a mark where it changed; the words for it stand beside. */
export function HistoryLine({ history }: { readonly history: History }): JSX.Element {
  const { values, mark } = history;
  const known = values.filter((value) => value !== null);
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const x = (index: number): number => edge + (index / Math.max(1, values.length - 1)) * (width - 2 * edge);
  const y = (value: number): number => height - edge - ((value - least) / (most - least || 1)) * (height - 2 * edge);
  const points = values.flatMap((value, index) => (value === null ? [] : [{ index, x: x(index), y: y(value) }]));
  return (
    <svg class="history" width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <rect class="history-after" x={x(mark)} y="0" width={width - x(mark)} height={height} />
      <line class="history-mark" x1={x(mark)} x2={x(mark)} y1="0" y2={height} />
      <polyline class="history-line" points={points.map((point) => `${point.x},${point.y}`).join(' ')} />
    </svg>
  );
}
