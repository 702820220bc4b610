import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { ScanStep } from './scan-jobs.ts';
import { type ScanRequest, taken } from './scan-messages.ts';

/**
 * Megabytes for the young objects of the thread, of which V8 uses a third at once, from the start: with the megabyte that
 * it would begin with, it looks through them four times as often, a tenth of all work.
 */
const maxYoungGenerationSizeMb = 12;

/** The thread answered nothing, for example because it had ended, or a bundle left its module out. */
export class ScanThreadUnavailable extends Error {
  constructor(cause: unknown) {
    super('the scan thread did not start', { cause });
    this.name = 'ScanThreadUnavailable';
  }
}

/**
 * A thread that scans, so that reading goes on while what was read is stored. It takes 40 ms to start: begun before it is
 * needed, it is there when it is. While it has nothing to do it keeps no process alive.
 */
export class ScanThread implements AsyncDisposable {
  readonly #worker: Worker;
  readonly #inbox: Inbox;

  constructor() {
    // For threads that start from now on; there is no resource limit for it.
    setFlagsFromString(`--min-semi-space-size=${maxYoungGenerationSizeMb / 3}`);
    this.#worker = new Worker(workerUrl(), { name: 'skills-scan', resourceLimits: { maxYoungGenerationSizeMb } });
    this.#inbox = new Inbox(this.#worker);
    // Behind the listeners, because one for messages takes hold of the process again.
    this.#worker.unref();
  }

  /**
   * `scanJobs` in the thread. Breaking out of the loop ends the thread.
   *
   * @throws {ScanThreadUnavailable} when nothing came of it
   * @throws what ended the thread before its work was done
   */
  async *scan(request: ScanRequest): AsyncGenerator<ScanStep, void> {
    const worker = this.#worker;
    let answers = 0;
    let isDone = false;
    worker.ref();
    worker.postMessage(request);
    try {
      for (;;) {
        // oxlint-disable-next-line no-await-in-loop -- answers come one after the other
        const answer = await this.#inbox.next();
        answers += 1;
        isDone = answer === '';
        if (isDone) return;
        const steps: readonly ScanStep[] = JSON.parse(answer);
        yield* steps;
        worker.postMessage(taken);
      }
    } catch (error) {
      throw answers > 0 ? error : new ScanThreadUnavailable(error);
    } finally {
      worker.unref();
      if (!isDone) await worker.terminate();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker.terminate();
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
  #wake: (() => void) | undefined;

  constructor(worker: Worker) {
    worker.on('message', (message: string) => {
      this.#messages.push(message);
      this.#wake?.();
    });
    worker.on('error', (error) => this.#fail(error));
    worker.on('exit', (code) => this.#fail(new Error(`the scan thread ended with code ${code}`)));
  }

  /** @throws what ended the worker, once nothing is left */
  async next(): Promise<string> {
    for (;;) {
      const message = this.#messages.shift();
      if (message !== undefined) return message;
      if (this.#failure !== undefined) throw this.#failure;
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
