import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { ScanJob, ScanJobOptions, ScanStep } from './scan-jobs.ts';

export type ScanThreadData = {
  readonly source: string;
  readonly jobs: readonly ScanJob[];
  readonly options: ScanJobOptions;
};

/** Megabytes for the young objects of the thread: the garbage of reading need not grow what stays in memory. */
const maxYoungGenerationSizeMb = 6;

/** The thread failed before it sent anything, for example because a bundle left its module out. */
export class ScanThreadUnavailable extends Error {
  constructor(cause: unknown) {
    super('the scan thread did not start', { cause });
    this.name = 'ScanThreadUnavailable';
  }
}

/**
 * `scanJobs` in a thread of its own, so that reading goes on while what was read is stored. Breaking out of the loop
 * ends the thread.
 *
 * @throws {ScanThreadUnavailable} when nothing came of it
 * @throws what ended the thread before its work was done
 */
export async function* scanInThread(data: ScanThreadData): AsyncGenerator<ScanStep, void> {
  const worker = new Worker(workerUrl(), {
    workerData: data,
    name: 'skills-scan',
    resourceLimits: { maxYoungGenerationSizeMb },
  });
  const inbox = new Inbox(worker);
  try {
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- messages come one after the other
      const message = await inbox.next();
      if (message === '') return;
      const steps: readonly ScanStep[] = JSON.parse(message);
      yield* steps;
      worker.postMessage('');
    }
  } finally {
    await worker.terminate();
  }
}

/** The module stands beside this one, as source, built, or in a bundle that keeps it as a file of its own. */
function workerUrl(): URL {
  return new URL(`./scan-worker${extname(fileURLToPath(import.meta.url))}`, import.meta.url);
}

/** Messages of a worker, to be awaited one by one. */
class Inbox {
  readonly #messages: string[] = [];
  #failure: unknown;
  #received = false;
  #wake: (() => void) | undefined;

  constructor(worker: Worker) {
    worker.on('message', (message: string) => {
      this.#messages.push(message);
      this.#received = true;
      this.#wake?.();
    });
    worker.on('error', (error) => this.#fail(error));
    worker.on('exit', (code) => this.#fail(new Error(`the scan thread ended with code ${code}`)));
  }

  async next(): Promise<string> {
    for (;;) {
      const message = this.#messages.shift();
      if (message !== undefined) return message;
      if (this.#failure !== undefined) throw this.#received ? this.#failure : new ScanThreadUnavailable(this.#failure);
      // oxlint-disable-next-line no-await-in-loop -- waits for the next message
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  #fail(error: unknown): void {
    this.#failure ??= error;
    this.#wake?.();
  }
}
