import type { JSX } from 'preact';
import { formatClock } from '../format/time.ts';
import { useLiveStatus, usePage, useTold } from './page-context.ts';

/** Whether the figures are of now. */
export function LiveState(): JSX.Element {
  const { answers } = usePage();
  const status = useLiveStatus();
  useTold((listener) => answers.onAnswer(listener), [answers]);
  const { latestMs } = answers;
  const clock = latestMs === undefined ? '' : formatClock(latestMs);
  return (
    <p class={`live live-${status}`} role="status">
      <span class="live-dot" aria-hidden="true" />
      {status === 'open' ? 'Live' : status === 'connecting' ? 'Connecting' : lostText(clock)}
    </p>
  );
}

function lostText(clock: string): string {
  return clock === '' ? 'Connection lost' : `Connection lost, figures of ${clock}`;
}
