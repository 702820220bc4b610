import { Worker } from 'node:worker_threads';
import { SkillsError } from '@skills/schema';
import type { NodeSqliteOptions } from './node-sqlite-session.ts';
import type { SqlRow } from './sql-engine.ts';
import type { SqlSession } from './sql-session.ts';
import {
  fromPortableError,
  type WorkerCall,
  type WorkerOptions,
  type WorkerRequest,
  type WorkerResponse,
} from './worker-messages.ts';

type Pending = { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void };

/** A `NodeSqliteSession` in a worker thread: each step is one message, so the event loop here never waits for a disk. */
export class NodeSqliteWorkerSession implements SqlSession {
  readonly kind = 'sqlite';
  readonly url: string;
  readonly readsWaitForTransaction: boolean;
  readonly #thread: DatabaseThread;

  private constructor(url: string, thread: DatabaseThread, readsWaitForTransaction: boolean) {
    this.url = url;
    this.#thread = thread;
    this.readsWaitForTransaction = readsWaitForTransaction;
  }

  /** @param workerUrl - the module `node-sqlite-worker`, which a bundle keeps as a file of its own */
  static async open(options: NodeSqliteOptions, workerUrl: URL): Promise<NodeSqliteWorkerSession> {
    const thread = new DatabaseThread(options, workerUrl);
    try {
      const readsWait = await thread.opened;
      return new NodeSqliteWorkerSession(options.url, thread, readsWait === true);
    } catch (error) {
      await thread.end();
      throw error;
    }
  }

  async read(sql: string, parameters: SqlRow): Promise<readonly SqlRow[]> {
    return rowsOf(await this.#thread.call({ method: 'read', sql, parameters }));
  }

  async begin(): Promise<void> {
    await this.#thread.call({ method: 'begin' });
  }

  async all(sql: string, parameters: SqlRow): Promise<readonly SqlRow[]> {
    return rowsOf(await this.#thread.call({ method: 'all', sql, parameters }));
  }

  async run(sql: string, parameters: SqlRow): Promise<number> {
    return Number(await this.#thread.call({ method: 'run', sql, parameters }));
  }

  async runMany(sql: string, rows: readonly SqlRow[]): Promise<number> {
    return Number(await this.#thread.call({ method: 'runMany', sql, rows }));
  }

  async script(sql: string): Promise<void> {
    await this.#thread.call({ method: 'script', sql });
  }

  async commit(): Promise<void> {
    await this.#thread.call({ method: 'commit' });
  }

  async rollback(): Promise<void> {
    // A thread that ended has rolled back by ending.
    await this.#thread.call({ method: 'rollback' }).catch(() => undefined);
  }

  async close(): Promise<void> {
    try {
      await this.#thread.call({ method: 'close' });
    } finally {
      await this.#thread.end();
    }
  }
}

/** The worker and the calls it has not answered. */
class DatabaseThread {
  readonly opened: Promise<unknown>;
  readonly #worker: Worker;
  readonly #url: string;
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;
  #ended: Error | undefined;

  constructor({ onWarning, ...options }: NodeSqliteOptions, workerUrl: URL) {
    this.#url = options.url;
    const workerData: WorkerOptions = options;
    this.#worker = new Worker(workerUrl, { workerData, name: 'skills-database' });
    this.opened = this.#answerTo(0);
    this.#worker.on('message', (response: WorkerResponse) => {
      if (response.kind === 'warning') onWarning?.(response.message);
      else this.#settle(response);
    });
    this.#worker.on('error', (error) => this.#fail(`the database thread failed: ${error.message}`, error));
    this.#worker.on('exit', (code) => this.#fail(`the database thread ended with code ${code}`));
  }

  async call(call: WorkerCall): Promise<unknown> {
    if (this.#ended !== undefined) throw this.#ended;
    this.#lastId += 1;
    const request: WorkerRequest = { id: this.#lastId, call };
    const answer = this.#answerTo(request.id);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    this.#worker.postMessage(request);
    return answer;
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  async #answerTo(id: number): Promise<unknown> {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.#pending.set(id, { resolve, reject });
    return promise;
  }

  #settle(response: Exclude<WorkerResponse, { kind: 'warning' }>): void {
    const pending = this.#pending.get(response.id);
    this.#pending.delete(response.id);
    if (response.kind === 'result') pending?.resolve(response.value);
    else pending?.reject(fromPortableError(response.error));
  }

  #fail(reason: string, cause?: Error): void {
    this.#ended ??= new SkillsError('storage-unavailable', `${this.#url}: ${reason}`, { cause });
    for (const { reject } of this.#pending.values()) reject(this.#ended);
    this.#pending.clear();
  }
}

function rowsOf(value: unknown): readonly SqlRow[] {
  if (!Array.isArray(value)) throw new TypeError('the database thread answered a query without rows');
  return value;
}
