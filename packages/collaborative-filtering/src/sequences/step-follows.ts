import type { SessionSteps } from './session-steps.ts';

/** After a longer break a step does not follow from the one before it. */
export const usualMaxGapMs = 1_800_000;

/** Milliseconds from the last call of a step to the first of the next. */
export function gapAfter({ firstMs, lastMs }: SessionSteps, step: number): number {
  return (firstMs[step + 1] ?? 0) - (lastMs[step] ?? 0);
}

/** Two steps of which the second follows the first. */
export type Following = {
  /** The first of the two; the other is the next. */
  readonly step: number;
  readonly session: number;
  /** The first of the two follows the one before it in the same way. */
  readonly continues: boolean;
};

/** Visits every two steps of which the second follows the first, session by session. */
export function forEachFollowing(steps: SessionSteps, maxGapMs: number, visit: (following: Following) => void): void {
  const { sessionCount, offsets } = steps;
  for (let session = 0; session < sessionCount; session += 1) {
    const last = (offsets[session + 1] ?? 0) - 1;
    let continues = false;
    for (let step = offsets[session] ?? 0; step < last; step += 1) {
      const follows = gapAfter(steps, step) <= maxGapMs;
      if (follows) visit({ step, session, continues });
      continues = follows;
    }
  }
}
