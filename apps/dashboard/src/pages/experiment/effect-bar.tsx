import type { JSX } from 'preact';

type EffectBarProps = {
  readonly effect: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly betterIs: 'higher' | 'lower';
};

const width = 180;
const height = 14;

/** A difference with its interval around nothing: where it lies on one side alone, the difference is shown. */
export function EffectBar({ effect, lower, upper, betterIs }: EffectBarProps): JSX.Element {
  if (effect === null || lower === null || upper === null) return <span class="quiet-text">–</span>;
  const reach = Math.max(Math.abs(lower), Math.abs(upper)) * 1.1 || 1;
  const x = (value: number): number => width / 2 + (value / reach) * (width / 2);
  const isShown = lower > 0 || upper < 0;
  const isGood = effect > 0 === (betterIs === 'higher');
  return (
    <svg
      class={`effect ${isShown ? (isGood ? 'tone-good' : 'tone-bad') : 'tone-plain'}`}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
    >
      <line class="interval-track" x1="0" x2={width} y1={height / 2} y2={height / 2} />
      <line class="effect-zero" x1={width / 2} x2={width / 2} y1="0" y2={height} />
      <rect class="interval-bar" x={x(lower)} y="4" width={Math.max(2, x(upper) - x(lower))} height="6" rx="2" />
      <line class="interval-mark" x1={x(effect)} x2={x(effect)} y1="1" y2={height - 1} />
    </svg>
  );
}
