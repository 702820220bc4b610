import { SkillsError } from '@skills/schema';
import type { SqlEngine, SqlTransaction } from '../engine/sql-engine.ts';
import { applyDown, applyUp, mendPredecessor } from './apply-migration.ts';
import { brokenReferences } from './broken-references.ts';
import type { Migration } from './migration.ts';
import { migrations as ourMigrations } from './migrations.ts';
import { numberOf, readSchemaState, recordProblems, type SchemaState } from './schema-state.ts';
import { whenFree } from './when-free.ts';

export type MigratorDependencies = {
  readonly engine: SqlEngine;
  /** UTC epoch milliseconds. */
  readonly now: () => number;
  /**
   * Makes a verified copy; called before a database that holds something is changed. The engine is in its transaction
   * then, so the copy needs a connection of its own.
   */
  readonly backup?: (() => Promise<unknown>) | undefined;
  /** How long to wait for another process that migrates, in milliseconds. Default two minutes. */
  readonly lockTimeoutMs?: number | undefined;
  readonly migrations?: readonly Migration[] | undefined;
};

export type MigrationStatus = {
  /** `null` for an empty database. */
  readonly currentVersion: string | null;
  readonly appliedMigrations: readonly {
    readonly version: string;
    readonly appliedAt: string;
    readonly description: string | null;
    /** Of the text that was applied; `null` for what the predecessor recorded. */
    readonly checksum: string | null;
    /** Recorded by the predecessor, which has no checksums. */
    readonly isAdopted: boolean;
  }[];
  readonly pendingMigrations: readonly { readonly version: string; readonly description: string }[];
};

export type MigrationReport = {
  /** Versions applied, or rolled back, in that order. */
  readonly versions: readonly string[];
  /** The predecessor's views and triggers were replaced. */
  readonly wasMended: boolean;
  /** Rows that a rollback gave up, by table. */
  readonly discardedRows: Readonly<Record<string, number>>;
};

type Done = { readonly version: string | null; readonly discardedRows: Readonly<Record<string, number>> };
type Step = { readonly transaction: SqlTransaction; readonly state: SchemaState; readonly target: Target };
type Target = { readonly number: number; readonly direction: 'up' | 'down' };

/**
 * Brings a database from version to version. All steps and their records are one transaction; versions are ordered by
 * number; another process that migrates at the same time is waited for.
 */
export class Migrator {
  readonly #engine: SqlEngine;
  readonly #now: () => number;
  readonly #backup: (() => Promise<unknown>) | undefined;
  readonly #lockTimeoutMs: number;
  readonly #migrations: readonly Migration[];

  constructor({ engine, now, backup, lockTimeoutMs, migrations }: MigratorDependencies) {
    this.#engine = engine;
    this.#now = now;
    this.#backup = backup;
    this.#lockTimeoutMs = lockTimeoutMs ?? 120_000;
    this.#migrations = migrations ?? ourMigrations;
  }

  /** @throws {SkillsError} 'schema-newer' | 'schema-unknown' */
  async status(): Promise<MigrationStatus> {
    const state = await readSchemaState(this.#engine, this.#migrations);
    return {
      currentVersion: this.#migrations[state.number - 1]?.version ?? null,
      appliedMigrations: state.records.map(({ version, appliedAt, description, checksum }) => ({
        version,
        appliedAt,
        description,
        checksum,
        isAdopted: checksum === null,
      })),
      pendingMigrations: this.#migrations
        .slice(state.number)
        .map(({ version, description }) => ({ version, description })),
    };
  }

  /**
   * Applies what is missing up to `to` (a version or its number as `V4`; the latest by default). A dry run does the work
   * and takes it back.
   *
   * @throws {SkillsError} 'schema-newer' | 'schema-unknown' | 'migration-failed' | 'storage-…'; nothing has changed then
   */
  async migrate(
    options: { readonly to?: string | undefined; readonly dryRun?: boolean } = {},
  ): Promise<MigrationReport> {
    const number = options.to === undefined ? this.#migrations.length : this.#find(options.to);
    return this.#move({ number, direction: 'up' }, options.dryRun ?? false);
  }

  /**
   * Goes back to the version `to` (`V0` is an empty database), or by `steps` versions (1 by default).
   *
   * @throws {SkillsError} as `migrate`
   */
  async rollback(
    options: { readonly to?: string | undefined; readonly steps?: number; readonly dryRun?: boolean } = {},
  ): Promise<MigrationReport> {
    const steps = options.steps ?? 1;
    if (!Number.isInteger(steps) || steps < 1) throw new RangeError(`rollback requires steps >= 1, got ${steps}`);
    const { number: current } = await readSchemaState(this.#engine, this.#migrations);
    const number = options.to === undefined ? Math.max(0, current - steps) : this.#find(options.to);
    return this.#move({ number, direction: 'down' }, options.dryRun ?? false);
  }

  /** Everything that is not as it should be, as sentences; empty when all is well. */
  async validate(): Promise<readonly string[]> {
    const state = await readSchemaState(this.#engine, this.#migrations);
    const mending = state.needsMending ? ["the predecessor's views and triggers are not mended yet; run migrate"] : [];
    return [...recordProblems(state, this.#migrations), ...mending, ...(await brokenReferences(this.#engine))];
  }

  /** @returns the number of a version named in full or as `V3`; 0 for `V0` */
  #find(version: string): number {
    const number = numberOf(version);
    const migration = this.#migrations[number - 1];
    if (version === 'V0' || (migration !== undefined && (version === `V${number}` || version === migration.version))) {
      return number;
    }
    const known = this.#migrations.map((each) => each.version).join(', ');
    throw new SkillsError('invalid-usage', `there is no version ${version}; known are V0, ${known}`);
  }

  async #move(target: Target, isDryRun: boolean): Promise<MigrationReport> {
    // Read before any lock is taken: what is refused must not be touched, and mostly there is nothing to do.
    const state = await whenFree(() => readSchemaState(this.#engine, this.#migrations), this.#lockTimeoutMs);
    this.#assertUnedited(state);
    if (this.#next(state, target) === undefined) return { versions: [], wasMended: false, discardedRows: {} };
    return isDryRun ? this.#tryOut(target) : this.#carryOut(target);
  }

  /** Under the lock: of several programs that open an old database at once, the one that changes it makes the copy. */
  async #carryOut(target: Target): Promise<MigrationReport> {
    let isCopied = false;
    return this.#locked(async (transaction) => {
      const state = await readSchemaState(transaction, this.#migrations);
      if (!isCopied && state.number > 0 && this.#next(state, target) !== undefined) {
        await this.#backup?.();
        isCopied = true;
      }
      return this.#steps(transaction, target);
    });
  }

  async #tryOut(target: Target): Promise<MigrationReport> {
    let report: MigrationReport | undefined;
    const end = new Error('the dry run ends here');
    try {
      return await this.#locked(async (transaction) => {
        report = await this.#steps(transaction, target);
        throw end;
      });
    } catch (error) {
      if (error !== end || report === undefined) throw error;
      return report;
    }
  }

  async #steps(transaction: SqlTransaction, target: Target): Promise<MigrationReport> {
    const done: Done[] = [];
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- each step builds on the one before
      const step = await this.#step(transaction, target);
      if (step === undefined) return toReport(done);
      done.push(step);
    }
  }

  #locked<T>(work: (transaction: SqlTransaction) => Promise<T>): Promise<T> {
    return whenFree(() => this.#engine.transaction(work), this.#lockTimeoutMs);
  }

  async #step(transaction: SqlTransaction, target: Target): Promise<Done | undefined> {
    const state = await readSchemaState(transaction, this.#migrations);
    this.#assertUnedited(state);
    const next = this.#next(state, target);
    if (next === undefined) return undefined;
    const name = next === 'mend' ? 'mending the database of the predecessor' : `${next.version} ${target.direction}`;
    try {
      return await this.#run(next, { state, target, transaction });
    } catch (error) {
      if (error instanceof SkillsError && error.code.startsWith('storage-')) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      throw new SkillsError('migration-failed', `${name} failed, nothing was changed: ${reason}`, { cause: error });
    }
  }

  async #run(next: Migration | 'mend', step: Step): Promise<Done> {
    const { transaction, state, target } = step;
    const context = { transaction, appliedAt: this.#timestamp(), hasFile: this.#engine.kind === 'sqlite' };
    if (next === 'mend') {
      await mendPredecessor(this.#migrations.slice(0, state.number), context);
      return { version: null, discardedRows: {} };
    }
    if (target.direction === 'down') {
      const below = this.#migrations[state.number - 2];
      return { version: next.version, discardedRows: await applyDown(next, below, context) };
    }
    await applyUp(next, context);
    return { version: next.version, discardedRows: {} };
  }

  #next(state: SchemaState, { number, direction }: Target): Migration | 'mend' | undefined {
    if (state.needsMending || (state.number > 0 && state.records.length < state.number)) return 'mend';
    if (direction === 'up') return state.number < number ? this.#migrations[state.number] : undefined;
    return state.number > number ? this.#migrations[state.number - 1] : undefined;
  }

  #assertUnedited(state: SchemaState): void {
    const edited = recordProblems(state, this.#migrations).filter((problem) => problem.includes('checksum'));
    if (edited.length > 0) throw new SkillsError('migration-failed', edited.join('; '));
  }

  // As SQLite's datetime(), which is what the predecessor writes into this column.
  #timestamp(): string {
    return new Date(this.#now()).toISOString().slice(0, 19).replace('T', ' ');
  }
}

function toReport(done: readonly Done[]): MigrationReport {
  return {
    versions: done.flatMap(({ version }) => (version === null ? [] : [version])),
    wasMended: done.some(({ version }) => version === null),
    discardedRows: Object.assign({}, ...done.map(({ discardedRows }) => discardedRows)),
  };
}
