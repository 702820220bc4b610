import { isBusy, sqliteFailure } from './sqlite-error.ts';

const pauseMs = 5;

/**
 * Tries again while another program holds the database, for at most `timeoutMs` milliseconds. For opening, which is
 * synchronous: SQLite does not wait by itself where two connections could wait for each other, as when both turn a new
 * file to write-ahead logging (14 of 600 openings by four programs at one moment failed so).
 */
export function retryWhileBusy<T>(step: () => T, timeoutMs: number): T {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    try {
      return step();
    } catch (error) {
      const failure = sqliteFailure(error);
      if (failure === undefined || !isBusy(failure) || performance.now() >= deadline) throw error;
    }
    // Apart from others who wait: with equal pauses they would meet again.
    blockThread(pauseMs * (0.5 + Math.random()));
  }
}

function blockThread(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
