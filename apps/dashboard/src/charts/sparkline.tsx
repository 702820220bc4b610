import type { JSX } from 'preact';

const width = 104;
const height = 22;

export type SparklineProps = {
  readonly values: readonly number[];
  /** What it shows, for those who do not see it; without it the figures stand beside it anyway. */
  readonly label?: string;
};

/** A series as small bars, each from zero. Long series are summed into as many bars as fit. */
export function Sparkline({ values, label }: SparklineProps): JSX.Element {
  const bars = summed(values, Math.floor(width / 3));
  const most = Math.max(1, ...bars);
  const step = width / Math.max(1, bars.length);
  const path = bars
    .map((value, index) => {
      const size = value === 0 ? 0 : Math.max(1, (value / most) * (height - 2));
      return size === 0
        ? ''
        : `M${round(index * step)} ${height}v${-round(size)}h${round(Math.max(1, step - 1))}v${round(size)}z`;
    })
    .join('');
  return (
    <svg
      class="sparkline"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      <path class="sparkline-base" d={`M0 ${height - 0.5}h${width}`} />
      <path class="sparkline-bars" d={path} />
    </svg>
  );
}

function summed(values: readonly number[], most: number): readonly number[] {
  const size = Math.ceil(values.length / most);
  if (size <= 1) return values;
  return Array.from({ length: Math.ceil(values.length / size) }, (_, index) =>
    values.slice(index * size, (index + 1) * size).reduce((sum, value) => sum + value, 0),
  );
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
