import type { JSX } from 'preact';
import { ask } from '../answers/questions.ts';
import { useAnswer, useSince } from './page-context.ts';

/** Says on every page that the figures are nobody's work, when they are not. */
export function Banner(): JSX.Element | null {
  const { result } = useAnswer(ask.overview({ since: useSince(), limit: '10' }));
  if (result?.simulated !== true) return null;
  return (
    <p class="simulated" role="note">
      <strong>SIMULATED WORLD</strong> <span>none of these figures is real</span>
    </p>
  );
}
