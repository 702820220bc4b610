import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { SkillsError } from '@skills/schema';
import type { AnswerRequest, AnswerResponse, AnswerWorkerData } from './answer-messages.ts';

type Pending = {
  readonly resolve: (json: string | undefined) => void;
  readonly reject: (error: Error) => void;
};
type Job =
  | { readonly kind: 'question'; readonly path: readonly string[]; readonly query: string }
  | { readonly kind: 'upkeep' };

export type AnswerThreadOptions = AnswerWorkerData & {
  /** UTC epoch milliseconds. */
  readonly nowMs: () => number;
  /** How long a question may take, in milliseconds. Default 30 s. */
  readonly longestMs?: number;
  /** Questions that may wait. Default 64. */
  readonly mostWaiting?: number;
};

/**
 * Questions are answered in a thread of their own, so that none of them holds up what is live. It reads the database over
 * a connection that cannot write. A question that takes too long ends the thread; the next one starts another.
 */
export class AnswerThread implements AsyncDisposable {
  readonly #options: AnswerThreadOptions;
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | undefined;
  #lastId = 0;
  #timer: NodeJS.Timeout | undefined;
  #isOver = false;

  constructor(options: AnswerThreadOptions) {
    this.#options = options;
    // It takes a third of a second to load, which the first question need not wait for.
    this.#worker = this.#start();
  }

  /**
   * @returns JSON; `undefined` when there is no such question
   * @throws {SkillsError} as the question does; 'storage-busy' when too many wait or it takes too long
   */
  ask(path: readonly string[], query: string): Promise<string | undefined> {
    return this.#call({ kind: 'question', path, query });
  }

  /** Makes anew what questions look things up in. */
  async prepare(): Promise<void> {
    await this.#call({ kind: 'upkeep' });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOver = true;
    await this.#end('the server ends');
  }

  async #call(job: Job): Promise<string | undefined> {
    const { mostWaiting = 64, nowMs } = this.#options;
    if (this.#isOver) throw new SkillsError('storage-unavailable', 'the server ends');
    if (this.#pending.size >= mostWaiting) throw new SkillsError('storage-busy', 'too many questions wait');
    this.#lastId += 1;
    const { promise, resolve, reject } = Promise.withResolvers<string | undefined>();
    this.#pending.set(this.#lastId, { resolve, reject });
    const request: AnswerRequest = { id: this.#lastId, nowMs: nowMs(), ...job };
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    (this.#worker ??= this.#start()).postMessage(request);
    if (this.#pending.size === 1) this.#watch();
    return promise;
  }

  #start(): Worker {
    const { databaseUrl, environment } = this.#options;
    const data: AnswerWorkerData = { databaseUrl, environment: { ...environment } };
    const worker = new Worker(workerUrl(), { workerData: data, name: 'skills-answers' });
    worker.on('message', (response: AnswerResponse) => this.#settle(response));
    const failed = (reason: string): void => {
      if (worker === this.#worker) void this.#end(reason);
    };
    worker.on('error', (error) => failed(`the answering thread failed: ${error.message}`));
    worker.on('exit', (code) => failed(`the answering thread ended with code ${code}`));
    return worker;
  }

  #settle(response: AnswerResponse): void {
    const pending = this.#pending.get(response.id);
    this.#pending.delete(response.id);
    clearTimeout(this.#timer);
    if (this.#pending.size > 0) this.#watch();
    if (response.kind === 'answer') pending?.resolve(response.json);
    else pending?.reject(errorOf(response));
  }

  /** They are answered one after the other: the time of the first begins when the one before it ends. */
  #watch(): void {
    this.#timer = setTimeout(() => void this.#end('the question takes too long'), this.#options.longestMs ?? 30_000);
    this.#timer.unref();
  }

  async #end(reason: string): Promise<void> {
    clearTimeout(this.#timer);
    const worker = this.#worker;
    this.#worker = undefined;
    for (const { reject } of this.#pending.values()) reject(new SkillsError('storage-busy', reason));
    this.#pending.clear();
    await worker?.terminate();
  }
}

function errorOf({ code, message }: Extract<AnswerResponse, { readonly kind: 'failure' }>): Error {
  return code === undefined ? new Error(message) : new SkillsError(code, message);
}

/** Beside this module, with its extension: `.ts` from source, `.js` built; a bundle has the entry `answer-worker`. */
function workerUrl(): URL {
  return new URL(`./answer-worker${extname(fileURLToPath(import.meta.url))}`, import.meta.url);
}
