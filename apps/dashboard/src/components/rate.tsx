import { formatInterval, formatPercent } from '@skills/text';
import type { JSX } from 'preact';

export type RateProps = {
  /** Fractions; `null` when nothing is known. */
  readonly rate: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  /** `failing`: more is worse. */
  readonly sense?: 'good' | 'failing' | 'plain';
};

const width = 96;

/** A rate with its 95 % interval as a bar: where the truth is likely to lie, and the rate as a mark in it. */
export function Rate({ rate, lower, upper, sense = 'good' }: RateProps): JSX.Element {
  return (
    <span class="rate">
      <span class="rate-value">{formatPercent(rate)}</span>
      <IntervalBar rate={rate} lower={lower} upper={upper} sense={sense} />
      <span class="rate-interval">{formatInterval(lower, upper)}</span>
    </span>
  );
}

export function IntervalBar({ rate, lower, upper, sense = 'good' }: RateProps): JSX.Element {
  return (
    <svg
      class={`interval ${toneOf(rate, sense)}`}
      width={width}
      height="12"
      viewBox={`0 0 ${width} 12`}
      aria-hidden="true"
    >
      <line class="interval-track" x1="0" x2={width} y1="6" y2="6" />
      {lower === null || upper === null ? null : (
        <rect
          class="interval-bar"
          x={lower * width}
          y="3"
          width={Math.max(2, (upper - lower) * width)}
          height="6"
          rx="2"
        />
      )}
      {rate === null ? null : <line class="interval-mark" x1={markAt(rate)} x2={markAt(rate)} y1="0" y2="12" />}
    </svg>
  );
}

function markAt(rate: number): number {
  return Math.min(width - 1, Math.max(1, rate * width));
}

function toneOf(rate: number | null, sense: NonNullable<RateProps['sense']>): string {
  if (rate === null || sense === 'plain') return 'tone-plain';
  const good = sense === 'good' ? rate : 1 - rate;
  if (good >= 0.9) return 'tone-good';
  return good >= 0.75 ? 'tone-fair' : 'tone-bad';
}

/** The interval alone, below a rate that is written large. */
export function RateNote({ rate, lower, upper }: Omit<RateProps, 'sense'>): JSX.Element {
  if (lower === null || upper === null) return <>no known outcome</>;
  return (
    <span class="rate-note">
      <IntervalBar rate={rate} lower={lower} upper={upper} /> {formatInterval(lower, upper)}
    </span>
  );
}
