import type { JSX } from 'preact';

/** A share of a whole as a bar; the number stands beside it. */
export function ShareBar({ share }: { /** Fraction. */ readonly share: number }): JSX.Element {
  return (
    <svg class="share-bar" width="96" height="8" viewBox="0 0 96 8" preserveAspectRatio="none" aria-hidden="true">
      <rect class="share-bar-track" width="96" height="8" rx="2" />
      <rect class="share-bar-part" width={Math.min(96, share * 96)} height="8" rx="2" />
    </svg>
  );
}
