import { formatCount, formatPercent } from '@skills/text';
import type { JSX } from 'preact';

export type FunnelProps = {
  /** Distinct sessions. */
  readonly offered: number;
  readonly activated: number;
  readonly completed: number;
};

const width = 120;

/** Three bars, one under the other: sessions that were offered a skill, used it, and completed it. */
export function FunnelBars({ offered, activated, completed }: FunnelProps): JSX.Element {
  const most = Math.max(1, offered, activated);
  const text = `offered in ${formatCount(offered)}, used in ${formatCount(activated)}, completed in ${formatCount(completed)} sessions`;
  return (
    <span class="funnel" title={text}>
      <svg width={width} height="18" viewBox={`0 0 ${width} 18`} role="img" aria-label={text}>
        {[offered, activated, completed].map((sessions, stage) => (
          <rect
            key={stage}
            class={`funnel-${stage}`}
            x="0"
            y={stage * 6}
            height="5"
            rx="1.5"
            width={(sessions / most) * width}
          />
        ))}
      </svg>
      <span class="funnel-text">{shareOf(activated, offered)}</span>
    </span>
  );
}

export function FunnelSteps({ offered, activated, completed }: FunnelProps): JSX.Element {
  const most = Math.max(1, offered, activated);
  const steps = [
    { name: 'offered', sessions: offered, share: '' },
    { name: 'used', sessions: activated, share: shareOf(activated, offered) },
    { name: 'completed', sessions: completed, share: shareOf(completed, activated) },
  ];
  return (
    <dl class="funnel-steps">
      {steps.map(({ name, sessions, share }, stage) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <strong>{formatCount(sessions)}</strong> {share === '' ? null : <small>{share} of the step before</small>}
            <svg class="funnel-bar" width="100%" height="8" aria-hidden="true">
              <rect class={`funnel-${stage}`} x="0" y="0" height="8" rx="2" width={`${(sessions / most) * 100}%`} />
            </svg>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Skills that a person starts by name run without an offer; then there is no share. */
function shareOf(part: number, whole: number): string {
  return whole === 0 || part > whole ? '–' : formatPercent(part / whole);
}
