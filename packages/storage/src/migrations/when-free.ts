import { setTimeout as wait } from 'node:timers/promises';
import { SkillsError } from '@skills/schema';

const pauseMs = 50;

/** Tries again while another process holds the database, for at most `timeoutMs` milliseconds. */
export async function whenFree<T>(work: () => Promise<T>, timeoutMs: number): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- each try waits for the one before
      return await work();
    } catch (error) {
      const isBusy = error instanceof SkillsError && error.code === 'storage-busy';
      if (!isBusy || performance.now() >= deadline) throw error;
    }
    // oxlint-disable-next-line no-await-in-loop
    await wait(pauseMs);
  }
}
