import type { ResultWindow, RollupWindow } from '@skills/schema';
import { toTimestamp } from '@skills/schema';

/** The window that was answered for, as results state it. */
export function resultWindow(window: RollupWindow): ResultWindow {
  return { since: toTimestamp(window.sinceMs), until: toTimestamp(window.untilMs) };
}
