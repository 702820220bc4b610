import { createHash } from 'node:crypto';
import type { SqlTransaction } from '../engine/sql-engine.ts';

/** A script, or work that SQL cannot do (hashing); its name goes into the checksum and changes with its meaning. */
export type MigrationStep =
  | string
  | { readonly name: string; readonly run: (transaction: SqlTransaction) => Promise<void> };

/** One version of the schema: how to get there from the version before, and back. Both directions keep older data. */
export type Migration = {
  /** `V<number>__<name>`, as it stands in `skill_migrations`. */
  readonly version: string;
  readonly number: number;
  readonly description: string;
  readonly up: readonly MigrationStep[];
  readonly down: readonly MigrationStep[];
  /**
   * Brings a database that the predecessor's own migration of this version made to what `up` makes, without touching
   * its rows: views, triggers and indexes that were wrong are replaced.
   */
  readonly mend: readonly MigrationStep[];
  /** Tables whose rows `down` gives up, to be named before it runs. */
  readonly discards: readonly string[];
  /** From this version on the header of a file says that it is ours, and of which version. */
  readonly marksFile?: boolean;
};

export async function runSteps(transaction: SqlTransaction, steps: readonly MigrationStep[]): Promise<void> {
  for (const step of steps) {
    // oxlint-disable-next-line no-await-in-loop -- each step builds on the one before
    await (typeof step === 'string' ? transaction.script(step) : step.run(transaction));
  }
}

/** SHA-256 over the text of both directions, in hex: an edited migration is seen. */
export function migrationChecksum(migration: Migration): string {
  const sum = createHash('sha256');
  for (const step of [migration.version, ...migration.up, 'down', ...migration.down]) {
    sum.update(`${typeof step === 'string' ? step : step.name}\0`);
  }
  return sum.digest('hex');
}

/** The SQL of `down`, for the `rollback_sql` column: what a person with the sqlite3 shell would want to read. */
export function rollbackText(migration: Migration): string {
  return migration.down.map((step) => (typeof step === 'string' ? step.trim() : `-- ${step.name}`)).join('\n');
}
