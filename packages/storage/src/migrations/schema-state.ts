import { SkillsError } from '@skills/schema';
import type { SqlReader, SqlRow } from '../engine/sql-engine.ts';
import { applicationId } from '../application-id.ts';
import { migrationChecksum, type Migration } from './migration.ts';
import { v4TableNames } from './v4-table-names.ts';

export type MigrationRecord = {
  readonly version: string;
  readonly appliedAt: string;
  readonly description: string | null;
  /** `null`: recorded by the predecessor, which has no checksums. */
  readonly checksum: string | null;
};

/** What the file says about itself, before anything is changed. */
export type SchemaState = {
  /** Number of the version that the tables are of; 0 for an empty file. */
  readonly number: number;
  readonly records: readonly MigrationRecord[];
  /** The predecessor's own views and triggers are still there. */
  readonly needsMending: boolean;
};

/**
 * Reads which version a database is of, and refuses what we must not touch.
 *
 * @throws {SkillsError} 'schema-newer' for a later version than ours, 'schema-unknown' for a database of something else
 * or one whose tables and records contradict each other
 */
export async function readSchemaState(reader: SqlReader, migrations: readonly Migration[]): Promise<SchemaState> {
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- until no other process changed the schema between two of the reads
    const before = await schemaVersion(reader);
    // oxlint-disable-next-line no-await-in-loop
    const [state] = await Promise.allSettled([readOnce(reader, migrations)]);
    // oxlint-disable-next-line no-await-in-loop
    if ((await schemaVersion(reader)) !== before) continue;
    if (state.status === 'rejected') throw state.reason;
    return state.value;
  }
}

async function schemaVersion(reader: SqlReader): Promise<unknown> {
  const [row] = await reader.all('SELECT schema_version FROM pragma_schema_version');
  return row?.[0];
}

async function readOnce(reader: SqlReader, migrations: readonly Migration[]): Promise<SchemaState> {
  const objects = await reader.all(
    `SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name`,
  );
  const tables = new Map(objects.filter(([type]) => type === 'table').map(([, name, sql]) => [text(name), text(sql)]));
  const [application, user] = await readHeader(reader);
  if (application !== 0 && application !== applicationId) {
    throw new SkillsError('schema-unknown', `the database belongs to another program (application_id ${application})`);
  }
  const hasRecords = tables.has('skill_migrations');
  if (user > migrations.length && (hasRecords || application === applicationId)) {
    throw new SkillsError('schema-newer', `the database has schema ${user}; this program knows ${migrations.length}`);
  }
  const records = hasRecords ? await readRecords(reader) : [];
  assertKnown(records, migrations);
  const number = versionOfSchema(objects, tables, records);
  if (number === 0) {
    assertEmpty(tables, records);
    return { number, records, needsMending: false };
  }
  assertAgrees(number, records, migrations);
  return {
    number,
    records,
    needsMending: number < firstOwnVersion && !hasMendedTrigger(objects),
  };
}

/** Problems of the records against the migrations of this program: an edited text, a missing record. */
export function recordProblems(state: SchemaState, migrations: readonly Migration[]): readonly string[] {
  return migrations.slice(0, state.number).flatMap((migration) => {
    const record = state.records.find(({ version }) => version === migration.version);
    if (record === undefined) return [`${migration.version} is not recorded, though its tables are there`];
    if (record.checksum === null || record.checksum === migrationChecksum(migration)) return [];
    return [`${migration.version} was applied with another text than this program has (checksum ${record.checksum})`];
  });
}

function text(value: SqlRow[number] | undefined): string {
  return typeof value === 'string' ? value : '';
}

async function readHeader(reader: SqlReader): Promise<readonly [number, number]> {
  const [row = []] = await reader.all(
    'SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version)',
  );
  return [Number(row[0] ?? 0), Number(row[1] ?? 0)];
}

async function readRecords(reader: SqlReader): Promise<readonly MigrationRecord[]> {
  const rows = await reader.all('SELECT version, applied_at, description, checksum FROM skill_migrations');
  const records = rows.map(([version, appliedAt, description, checksum]) => ({
    version: text(version),
    appliedAt: text(appliedAt),
    description: typeof description === 'string' ? description : null,
    checksum: typeof checksum === 'string' ? checksum : null,
  }));
  return records.toSorted((left, right) => numberOf(left.version) - numberOf(right.version));
}

/** By number: as text, V10 comes before V2. */
export function numberOf(version: string): number {
  return Number(/^V(\d+)(?:__|$)/.exec(version)?.[1] ?? NaN);
}

function assertKnown(records: readonly MigrationRecord[], migrations: readonly Migration[]): void {
  const known = new Set(migrations.map(({ version }) => version));
  const unknown = records.filter(({ version }) => !known.has(version)).map(({ version }) => version);
  if (unknown.length === 0) return;
  const newest = migrations.at(-1)?.version;
  throw new SkillsError(
    'schema-newer',
    `the database has ${unknown.join(', ')}; this program knows ${newest} and before`,
  );
}

/** Of V1 to V4 the tables tell, whoever made them; later ones are ours alone, and recorded with their tables. */
function versionOfSchema(
  objects: readonly SqlRow[],
  tables: ReadonlyMap<string, string>,
  records: readonly MigrationRecord[],
): number {
  const number = versionOfTables(objects, tables);
  return number === firstOwnVersion ? Math.max(number, ...records.map(({ version }) => numberOf(version))) : number;
}

const firstOwnVersion = 5;

function versionOfTables(objects: readonly SqlRow[], tables: ReadonlyMap<string, string>): number {
  if (tables.has('skill_event') && objects.some(([type, name]) => type === 'view' && name === 'skill_invocation'))
    return firstOwnVersion;
  const log = tables.get('skill_invocation');
  if (log === undefined || !tables.has('skill_metrics') || !tables.has('session_skills')) return 0;
  if (!/\bembedding\b/.test(log)) return 1;
  if (!/\bworkflow_phase\b/.test(log)) return 2;
  return v4TableNames.every((table) => tables.has(table)) ? 4 : 3;
}

function assertEmpty(tables: ReadonlyMap<string, string>, records: readonly MigrationRecord[]): void {
  const others = [...tables.keys()].filter((name) => name !== 'skill_migrations');
  if (others.length === 0 && records.length === 0) return;
  if (tables.has('skill_migrations')) {
    const recorded = records.map(({ version }) => version).join(', ') || 'nothing';
    throw new SkillsError(
      'schema-unknown',
      `the database records ${recorded}, but its log is gone (a rollback of session-buddy drops it); restore a backup`,
    );
  }
  throw new SkillsError(
    'schema-unknown',
    `the database is not ours; it has the tables ${others.slice(0, 5).join(', ')}`,
  );
}

/** Our own records are written with the tables. The predecessor's may lack a version, but not claim one. */
function assertAgrees(number: number, records: readonly MigrationRecord[], migrations: readonly Migration[]): void {
  const claimed = records.filter(({ version }) => numberOf(version) > number).map(({ version }) => version);
  if (claimed.length > 0) {
    const found = migrations[number - 1]?.version;
    throw new SkillsError(
      'schema-unknown',
      `the database records ${claimed.join(', ')}, but its tables are those of ${found}`,
    );
  }
}

function hasMendedTrigger(objects: readonly SqlRow[]): boolean {
  return objects.some(([, name, sql]) => name === 'trg_skill_metrics_after_insert' && text(sql).includes('json_patch'));
}
