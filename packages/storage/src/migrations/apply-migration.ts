import { SkillsError } from '@skills/schema';
import type { SqlTransaction } from '../engine/sql-engine.ts';
import { applicationId } from '../application-id.ts';
import { brokenReferences } from './broken-references.ts';
import { migrationChecksum, rollbackText, runSteps, type Migration } from './migration.ts';
import { migrationsTable } from './v1-tables.ts';
import { dropV8Aside } from './v8-aside.ts';

export type MigrationContext = {
  readonly transaction: SqlTransaction;
  /** What `applied_at` is to say, as SQLite's `datetime()` writes it. */
  readonly appliedAt: string;
  /** False on a server: it has no file that anybody could mistake, and refuses to be marked. */
  readonly hasFile: boolean;
};

/** Takes a database one version up and records it. */
export async function applyUp(migration: Migration, context: MigrationContext): Promise<void> {
  const { transaction, appliedAt } = context;
  const { version, description } = migration;
  await transaction.script(migrationsTable);
  await runSteps(transaction, migration.up);
  await transaction.run(
    `INSERT INTO skill_migrations (version, applied_at, description, rollback_sql, checksum, applied_by)
     VALUES (?, ?, ?, ?, ?, 'skills')`,
    [version, appliedAt, description, rollbackText(migration), migrationChecksum(migration)],
  );
  if (migration.marksFile ?? false) await markFile(context, marksOf(migration));
  await assertReferences(transaction);
}

/**
 * Takes a database one version down.
 *
 * @param below - the version that it is of afterwards; `undefined` for an empty database
 * @returns the rows that were given up, by table
 */
export async function applyDown(
  migration: Migration,
  below: Migration | undefined,
  context: MigrationContext,
): Promise<Readonly<Record<string, number>>> {
  const { transaction } = context;
  const discarded = await countRows(transaction, migration.discards);
  await runSteps(transaction, migration.down);
  await transaction.run('DELETE FROM skill_migrations WHERE version = ?', [migration.version]);
  if (migration.number === 1) {
    await dropV8Aside(transaction);
    await transaction.script('DROP TABLE skill_migrations');
  }
  if (migration.marksFile ?? false) await markFile(context, marksOf(below));
  await assertReferences(transaction);
  return discarded;
}

/**
 * Makes of a database of the predecessor what our own migrations would have made, and completes its record. Its rows and
 * the records that it wrote stay as they are.
 *
 * @param mended - the versions that its tables have
 */
export async function mendPredecessor(
  mended: readonly Migration[],
  { transaction, appliedAt }: MigrationContext,
): Promise<void> {
  await transaction.script(migrationsTable);
  for (const migration of mended) {
    // oxlint-disable-next-line no-await-in-loop -- later versions build on earlier ones
    await runSteps(transaction, migration.mend);
  }
  await transaction.runMany(
    `INSERT INTO skill_migrations (version, applied_at, description, applied_by) VALUES (?, ?, ?, 'session-buddy')
     ON CONFLICT (version) DO NOTHING`,
    mended.map(({ version, description }) => [version, appliedAt, description]),
  );
  await assertReferences(transaction);
}

type Marks = { readonly application: number; readonly user: number };

/** What the header says at a version: nothing before the first that marks its file. */
function marksOf(migration: Migration | undefined): Marks {
  if (migration?.marksFile !== true) return { application: 0, user: 0 };
  return { application: applicationId, user: migration.number };
}

async function markFile({ transaction, hasFile }: MigrationContext, { application, user }: Marks): Promise<void> {
  if (!hasFile) return;
  await transaction.script(`PRAGMA application_id = ${application}; PRAGMA user_version = ${user};`);
}

async function assertReferences(transaction: SqlTransaction): Promise<void> {
  const broken = await brokenReferences(transaction);
  if (broken.length > 0) throw new SkillsError('migration-failed', broken.join('; '));
}

async function countRows(transaction: SqlTransaction, tables: readonly string[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of tables) {
    // oxlint-disable-next-line no-await-in-loop -- one connection
    const [row] = await transaction.all(`SELECT count(*) FROM ${table}`);
    if (Number(row?.[0]) > 0) counts[table] = Number(row?.[0]);
  }
  return counts;
}
