import type { SqlEngine } from '../engine/sql-engine.ts';
import { Migrator, type MigrationReport } from './migrator.ts';
import { settleViewWrites } from './settle-view-writes.ts';

export type MigrateDatabaseOptions = {
  /** UTC epoch milliseconds; `Date.now` unless told otherwise. */
  readonly now?: () => number;
  /** Makes a verified copy before a database that holds something is changed. */
  readonly backup?: (() => Promise<unknown>) | undefined;
  readonly lockTimeoutMs?: number | undefined;
};

/**
 * Brings a database to the latest version and counts what was written to it by plain SQL. What every opener calls; on a
 * database that is up to date it only reads.
 *
 * @throws {SkillsError} 'schema-newer' | 'schema-unknown' | 'migration-failed' | 'storage-…'; nothing has changed then
 * @example
 * await migrateDatabase(engine, { backup });
 */
export async function migrateDatabase(
  engine: SqlEngine,
  { now = Date.now, backup, lockTimeoutMs }: MigrateDatabaseOptions = {},
): Promise<MigrationReport> {
  const report = await new Migrator({ engine, now, backup, lockTimeoutMs }).migrate();
  await settleViewWrites(engine);
  return report;
}
