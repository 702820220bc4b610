import { setTimeout as wait } from 'node:timers/promises';
import { SkillsError } from '@skills/schema';
import { assertSameFile } from './database-file.ts';
import { parseDatabaseUrl } from './database-url.ts';
import { lockWaitMs, type OpenSqliteFile, openSqliteFile } from './open-sqlite-file.ts';
import type { SqlRow } from './sql-engine.ts';
import type { SqlSession } from './sql-session.ts';
import { SqliteConnection } from './sqlite-connection.ts';
import { isBusy, sqliteFailure } from './sqlite-error.ts';
import { applyPragmas, cachePragma, safePragmas } from './sqlite-pragmas.ts';

export type NodeSqliteOptions = {
  /** `file:///…`, `file:relative`, a plain path, or `:memory:`. */
  readonly url: string;
  /** Makes the file when it is not there. Default true. */
  readonly create?: boolean;
  readonly readOnly?: boolean;
  /** How long to wait for another program before 'storage-busy', in milliseconds. Default 5000. */
  readonly busyTimeoutMs?: number;
  /** Page cache of each connection, in KiB. Default 32 MiB. */
  readonly cacheKib?: number;
  /** Default true. False lets a migration use `writable_schema`. */
  readonly defensive?: boolean;
  /** Hears what a person should know: a mode that was too open, a slower journal, a copy that is read. */
  readonly onWarning?: (message: string) => void;
};

/** node:sqlite in this thread: a writing connection, and a reading one beside it when the file is in WAL mode. */
export class NodeSqliteSession implements SqlSession {
  readonly kind = 'sqlite';
  readonly url: string;
  readonly readsWaitForTransaction: boolean;
  readonly #path: string | undefined;
  readonly #file: Omit<OpenSqliteFile, 'identity'> & Partial<Pick<OpenSqliteFile, 'identity'>>;
  readonly #busyTimeoutMs: number;

  constructor(options: NodeSqliteOptions) {
    this.url = options.url;
    this.#busyTimeoutMs = options.busyTimeoutMs ?? 5000;
    const cacheKib = options.cacheKib ?? 32_768;
    this.#path = pathOf(options.url);
    this.#file =
      this.#path === undefined
        ? openInMemory(cacheKib)
        : openSqliteFile(this.#path, {
            create: options.create ?? true,
            readOnly: options.readOnly ?? false,
            busyTimeoutMs: this.#busyTimeoutMs,
            cacheKib,
            defensive: options.defensive ?? true,
            onWarning: options.onWarning ?? (() => undefined),
          });
    this.readsWaitForTransaction = this.#file.reader === this.#file.writer;
  }

  async read(sql: string, parameters: SqlRow): Promise<readonly SqlRow[]> {
    this.#assertSameFile();
    return this.#whileBusy(() => this.#file.reader.all(sql, parameters));
  }

  async begin(): Promise<void> {
    if (this.#file.isReadOnly) throw new SkillsError('storage-read-only', `${this.url}: opened for reading only`);
    const damage = this.#file.writer.damage ?? this.#file.reader.damage;
    if (damage !== undefined) {
      const code = damage instanceof SkillsError ? damage.code : 'storage-unavailable';
      const reason = 'nothing is written any more after an earlier failure; check the disk, then open it again';
      throw new SkillsError(code, `${this.url}: ${reason} (${damage.message})`, { cause: damage });
    }
    this.#assertSameFile();
    await this.#whileBusy(() => this.#file.writer.run('BEGIN IMMEDIATE', []));
  }

  all(sql: string, parameters: SqlRow): readonly SqlRow[] {
    return this.#inTransaction((writer) => writer.all(sql, parameters));
  }

  run(sql: string, parameters: SqlRow): number {
    return this.#inTransaction((writer) => writer.run(sql, parameters));
  }

  runMany(sql: string, rows: readonly SqlRow[]): number {
    return this.#inTransaction((writer) => writer.runMany(sql, rows));
  }

  script(sql: string): void {
    this.#inTransaction((writer) => writer.script(sql));
  }

  async commit(): Promise<void> {
    this.#assertSameFile();
    await this.#whileBusy(() => this.#inTransaction((writer) => writer.run('COMMIT', [])));
  }

  rollback(): void {
    const { writer } = this.#file;
    if (!writer.isInTransaction) return; // a full or failing disk has rolled back already
    try {
      writer.run('ROLLBACK', []);
    } catch {
      // What made the transaction fail is the news; the next BEGIN reports a connection that is stuck.
    }
  }

  close(): void {
    try {
      if (this.#file.reader !== this.#file.writer) this.#file.reader.close();
      this.#file.writer.close();
    } finally {
      this.#file.release();
    }
  }

  /** Without this a step after a rollback by SQLite itself would be committed on its own. */
  #inTransaction<T>(step: (writer: SqliteConnection) => T): T {
    const { writer } = this.#file;
    if (writer.isInTransaction) return step(writer);
    throw writer.damage ?? new SkillsError('storage-unavailable', `${this.url}: the transaction was rolled back`);
  }

  #assertSameFile(): void {
    if (this.#path !== undefined && this.#file.identity !== undefined) assertSameFile(this.#path, this.#file.identity);
  }

  async #whileBusy<T>(step: () => T): Promise<T> {
    const deadline = performance.now() + this.#busyTimeoutMs;
    for (;;) {
      try {
        return step();
      } catch (error) {
        const failure = sqliteFailure(error);
        if (failure === undefined || !isBusy(failure) || performance.now() >= deadline) throw error;
      }
      // Apart from others who wait: with equal pauses the same one would win each time.
      // oxlint-disable-next-line no-await-in-loop -- each try waits for the one before
      await wait(2 + Math.random() * lockWaitMs);
    }
  }
}

function openInMemory(cacheKib: number): Omit<OpenSqliteFile, 'identity'> {
  const connection = new SqliteConnection(':memory:', { name: ':memory:', readOnly: false, lockWaitMs });
  applyPragmas(connection, [...safePragmas, cachePragma(cacheKib)], ':memory:');
  return { writer: connection, reader: connection, isReadOnly: false, release: () => undefined };
}

/** `undefined` for a database in memory. A bare path is taken as it is: `openDatabase` is where URLs are judged. */
function pathOf(url: string): string | undefined {
  const location = url === ':memory:' || /^file:/i.test(url) ? parseDatabaseUrl(url) : undefined;
  if (location === undefined) return url;
  return location.kind === 'file' ? location.path : undefined;
}
