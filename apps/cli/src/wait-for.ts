import { setTimeout as wait } from 'node:timers/promises';

/** Waits; `false` at once when aborted before or meanwhile. */
export async function waitFor(ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await wait(ms, undefined, { signal });
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
}
