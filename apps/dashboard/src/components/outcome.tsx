import type { JSX } from 'preact';

/** Whether a call worked: a mark and a word, never a colour alone. */
export function Outcome({ completed }: { readonly completed: boolean | null }): JSX.Element {
  const [mark, word] = completed === null ? ['?', 'unknown'] : completed ? ['✓', 'worked'] : ['✗', 'failed'];
  return (
    <span class={`outcome outcome-${word}`} title={word}>
      <span aria-hidden="true">{mark}</span>
      <span class="visually-hidden">{word}</span>
    </span>
  );
}
