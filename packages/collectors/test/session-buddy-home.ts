import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { promptCanary } from '@skills/testing';

/** Fixtures of the session-buddy collector; see their NOTICE. */
export const sessionBuddyFixtures: string = fileURLToPath(new URL('fixtures/session-buddy/', import.meta.url));

export const invocationTable = `CREATE TABLE skill_invocation (
  id INTEGER PRIMARY KEY AUTOINCREMENT, skill_name TEXT NOT NULL, invoked_at TEXT NOT NULL, session_id TEXT NOT NULL,
  workflow_path TEXT, completed BOOLEAN NOT NULL DEFAULT 0, duration_seconds REAL, user_query TEXT,
  alternatives_considered TEXT, selection_rank INTEGER, follow_up_actions TEXT, error_type TEXT,
  created_at TEXT NOT NULL DEFAULT (datetime('now')), embedding BLOB, workflow_phase TEXT, workflow_step_id TEXT)`;

export const startedTable = `CREATE TABLE skill_invocations (
  id INTEGER PRIMARY KEY AUTOINCREMENT, session_id TEXT NOT NULL, skill_name TEXT NOT NULL, user_query TEXT,
  workflow_phase TEXT, alternatives_considered TEXT, selection_rank INTEGER, completed BOOLEAN DEFAULT FALSE,
  error_type TEXT, follow_up_actions TEXT, created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP, completed_at TIMESTAMP)`;

/** A call as the database has it; the rest of its columns is left to the defaults. */
export type StoredCall = {
  readonly skill_name: string;
  readonly session_id: string;
  readonly [column: string]: string | number | null;
};

export function storeCalls(path: string, table: string, calls: readonly StoredCall[]): void {
  mkdirSync(dirname(path), { recursive: true });
  using database = new DatabaseSync(path);
  const name = /CREATE TABLE (\w+)/.exec(table)?.[1] ?? '';
  database.exec(table);
  for (const call of calls) insertCall(database, name, call);
}

export function insertCall(database: DatabaseSync, table: string, call: StoredCall): void {
  const columns = Object.keys(call);
  const marks = columns.map(() => '?').join(', ');
  database.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${marks})`).run(...Object.values(call));
}

const common = { user_query: `please ${promptCanary}`, follow_up_actions: '["git commit"]' } as const;

/**
 * A home directory, in a temporary folder, with every kind of file that session-buddy and crackerjack leave: JSON of
 * both, a database, one with a write-ahead log that was not merged, and crackerjack's folder of the database's name.
 */
export function makeSessionBuddyHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'session-buddy-home-'));
  const project = join(home, 'work', 'shop');
  writeJson(join(project, '.session-buddy', 'skill_metrics.json'), {
    invocations: [
      { ...metricsCall('pytest-run', '2026-02-10T12:34:56.789012'), session_id: 'abc123', completed: true },
      { ...metricsCall('pytest-run', '2026-02-10T12:40:00.000001'), session_id: 'abc123', error_type: 'timeout' },
    ],
    skills: { 'pytest-run': { skill_name: 'pytest-run', total_invocations: 2, workflow_paths: { quick: 1 } } },
    last_updated: '2026-02-10T12:40:03.100000',
  });
  writeJson(join(project, '.crackerjack', 'skill_metrics.json'), {
    invocations: [metricsCall('crackerjack-run', '2026-03-01T12:17:56.437207')],
    skills: {},
    last_updated: '2026-03-01T12:20:00',
  });
  storeCalls(join(project, '.session-buddy', 'skills.db', 'skills.db'), startedTable, [
    { ...common, skill_name: 'test-agent', session_id: 's1', created_at: '2026-02-12 06:38:52', completed_at: null },
  ]);
  storeCalls(join(home, '.session-buddy', 'skills.db'), invocationTable, [
    { ...common, skill_name: 'code-review', session_id: 's2', invoked_at: '2026-02-11 10:00:00', completed: 1 },
  ]);
  makeWithLog(join(home, '.claude', 'data', 'session_buddy.db'));
  return home;
}

/** Relative to the home, what discovery lists. */
export const sessionBuddyFiles = [
  '.claude/data/session_buddy.db-wal',
  '.session-buddy/skills.db',
  'work/shop/.crackerjack/skill_metrics.json',
  'work/shop/.session-buddy/skill_metrics.json',
  'work/shop/.session-buddy/skills.db/skills.db',
] as const;

/** A database as a process that is still running leaves it: its newest rows are in the log only. */
export function makeWithLog(path: string): void {
  const live = join(mkdtempSync(join(tmpdir(), 'session-buddy-live-')), 'live.db');
  storeCalls(live, invocationTable, [
    { ...common, skill_name: 'ruff-check', session_id: 's3', invoked_at: '2026-02-11T10:00:00+00:00', completed: 1 },
  ]);
  mkdirSync(dirname(path), { recursive: true });
  using database = new DatabaseSync(live);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0');
  const call = { ...common, skill_name: 'mypy-check', session_id: 's3', invoked_at: '2026-02-11T10:05:00+00:00' };
  insertCall(database, 'skill_invocation', { ...call, completed: 0 });
  cpSync(live, path);
  cpSync(`${live}-wal`, `${path}-wal`);
}

function metricsCall(skillName: string, invokedAt: string) {
  return {
    skill_name: skillName,
    invoked_at: invokedAt,
    workflow_path: 'quick',
    completed: false,
    duration_seconds: 3.1,
    user_query: `fix it ${promptCanary}`,
    follow_up_actions: [],
    error_type: null,
  };
}

function writeJson(path: string, value: unknown): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);
}
