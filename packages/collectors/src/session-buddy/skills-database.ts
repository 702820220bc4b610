import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DatabaseSync } from 'node:sqlite';
import { SkillsError } from '@skills/schema';
import type { BatchBuilder } from '../batch-builder.ts';
import type { JsonObject } from '../records-of-line.ts';
import { startedRow } from './call-record.ts';
import { CallWriter } from './call-writer.ts';
import type { RecordLocation } from './call-writer.ts';

const rowsBetweenYields = 2000;
/** Never read: the user's words, and vectors made of them. */
const columns = [
  'id',
  'skill_name',
  'invoked_at',
  'session_id',
  'workflow_path',
  'completed',
  'duration_seconds',
  'alternatives_considered',
  'selection_rank',
  'follow_up_actions',
  'error_type',
  'workflow_phase',
  'workflow_step_id',
  'created_at',
  'completed_at',
] as const;

/**
 * Reads the calls of a skills database: `skill_invocation` of session-buddy V1 to V4, or `skill_invocations` of
 * crackerjack. A database without such a table gives nothing, and so does one whose `skill_invocation` is a view: that
 * one was upgraded by us and is its own log.
 *
 * The source is never opened for writing and gets no side files: one without a write-ahead log is opened as immutable,
 * one with a log is copied with it into a private folder and read there. A source that changed meanwhile is an error,
 * so it is read again.
 *
 * @throws {SkillsError} 'source-unreadable' when SQLite cannot read the file, or it changed while it was read
 */
export function* readSkillsDatabase(path: string, batch: BatchBuilder): Generator<void> {
  const before = fingerprint(path);
  using source = openSource(path);
  const writer = new CallWriter(path, batch);
  try {
    for (const table of invocationTables(source.database)) {
      let rows = 0;
      for (const row of rowsOf(source.database, table)) {
        writer.add(table === 'skill_invocations' ? startedRow(row) : row, placeOf(table, row, rows));
        rows += 1;
        if (rows % rowsBetweenYields === 0) yield;
      }
    }
  } catch (cause) {
    throw new SkillsError('source-unreadable', `cannot read the skills database ${path}: ${messageOf(cause)}`, {
      cause,
    });
  }
  if (fingerprint(path) !== before) {
    throw new SkillsError('source-unreadable', `the skills database ${path} changed while it was read`);
  }
}

/** Rows have no bytes of their own in the quarantine: a row's number is its line, its id stands for its offset. */
function placeOf(table: string, row: JsonObject, rowsBefore: number): RecordLocation {
  const id = Number(row['id']);
  const byteOffset = Number.isSafeInteger(id) && id >= 0 ? id : rowsBefore;
  return { name: `${table} row ${byteOffset}`, lineNumber: rowsBefore + 1, byteOffset, byteLength: 0 };
}

type OpenSource = Disposable & { readonly database: DatabaseSync };

function openSource(path: string): OpenSource {
  if (!hasSideFile(path)) {
    const location = pathToFileURL(path);
    location.searchParams.set('immutable', '1');
    const database = openReadOnly(location, path);
    return { database, [Symbol.dispose]: () => database.close() };
  }
  const folder = mkdtempSync(join(tmpdir(), 'skills-source-'));
  try {
    for (const suffix of ['', ...sideFiles]) {
      if (existsSync(path + suffix)) copyFileSync(path + suffix, join(folder, `copy.db${suffix}`));
    }
    const database = openReadOnly(join(folder, 'copy.db'), path);
    return {
      database,
      [Symbol.dispose]: () => {
        database.close();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  } catch (cause) {
    rmSync(folder, { recursive: true, force: true });
    throw cause;
  }
}

function openReadOnly(location: URL | string, path: string): DatabaseSync {
  // Loaded when a database was found, which is rare: start-up does not pay for it.
  const { DatabaseSync: Database } = process.getBuiltinModule('node:sqlite');
  try {
    // A copy with a hot journal has to be rolled back, which needs a writable handle; the copy is ours.
    return new Database(location, { readOnly: location instanceof URL, allowExtension: false, defensive: true });
  } catch (cause) {
    throw new SkillsError('source-unreadable', `cannot open the skills database ${path}`, { cause });
  }
}

const sideFiles = ['-wal', '-journal'] as const;

function hasSideFile(path: string): boolean {
  return sideFiles.some((suffix) => (statSync(path + suffix, { throwIfNoEntry: false })?.size ?? 0) > 0);
}

function fingerprint(path: string): string {
  return ['', ...sideFiles]
    .map((suffix) => {
      const stats = statSync(path + suffix, { throwIfNoEntry: false, bigint: true });
      return stats === undefined ? '-' : `${stats.ino}:${stats.size}:${stats.mtimeNs}`;
    })
    .join(' ');
}

function invocationTables(database: DatabaseSync): readonly string[] {
  const sql = `select name from sqlite_schema where type = 'table'
               and name in ('skill_invocation', 'skill_invocations') order by name`;
  return database
    .prepare(sql)
    .all()
    .map((row) => String(row['name']));
}

function* rowsOf(database: DatabaseSync, table: string): Generator<JsonObject> {
  const present = new Set(
    database
      .prepare('select name from pragma_table_info(?)')
      .all(table)
      .map((row) => String(row['name'])),
  );
  const known = columns.filter((column) => present.has(column));
  if (!known.includes('skill_name') || !known.includes('id')) return;
  const statement = database.prepare(`select ${known.join(', ')} from ${table} order by id`);
  // A whole number beyond 53 bits would otherwise end the reading.
  statement.setReadBigInts(true);
  for (const row of statement.iterate()) {
    yield Object.fromEntries(Object.entries(row).map(([key, cell]) => [key, plain(cell)]));
  }
}

function plain(cell: unknown): unknown {
  return typeof cell === 'bigint' ? Number(cell) : cell;
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
