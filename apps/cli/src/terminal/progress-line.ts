import type { ProgressLine } from '@skills/composition';
import { safeText, truncateToWidth } from '@skills/text';

export type ProgressScreen = {
  readonly write: (text: string) => void;
  readonly columns: number;
  /** Monotonic milliseconds. */
  readonly nowMs: () => number;
};

const clearLine = '\r\u001b[2K';
const barColumns = 24;
// Ten a second look fluent and cost nothing.
const intervalMs = 100;

/** A bar that redraws one line of a terminal. Only for a terminal: elsewhere use `silentProgress`. */
export function createProgressLine(screen: ProgressScreen): ProgressLine {
  let drawnAtMs = Number.NEGATIVE_INFINITY;
  let isDrawn = false;
  return {
    update({ label, done, total, detail }) {
      const nowMs = screen.nowMs();
      if (nowMs - drawnAtMs < intervalMs) return;
      drawnAtMs = nowMs;
      isDrawn = true;
      const line = `${safeText(label)} ${bar(done, total)} ${safeText(detail)}`;
      screen.write(clearLine + truncateToWidth(line, screen.columns - 1));
    },
    end() {
      if (isDrawn) screen.write(clearLine);
      isDrawn = false;
    },
  };
}

/** For output that is not a terminal: a log must not fill with redrawn lines. */
export const silentProgress: ProgressLine = { update: () => undefined, end: () => undefined };

function bar(done: number, total: number): string {
  const filled = total > 0 ? Math.round(Math.min(1, done / total) * barColumns) : 0;
  return `${'█'.repeat(filled)}${'░'.repeat(barColumns - filled)}`;
}
