import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  eraseSubject,
  findProject,
  notePendingCompaction,
  openNodeSqliteEngine,
  retentionProblems,
} from '@skills/storage';
import { expect, test as base } from 'vitest';
import { retain, type Retained } from './retain.ts';
import { runSkills } from './run-skills.ts';

const child = new URL('./retaining-child.ts', import.meta.url).pathname;
const killsOfEach = process.env['SKILLS_LONG'] === undefined ? 5 : 100;
const goldenRatio = 0.618;
/** On a busy machine there are fewer kills. */
const longestMs = killsOfEach * 2000;
const nowMs = Date.UTC(2026, 2, 1);

const test = base.extend('folder', ({}, { onCleanup }) => {
  const folder = mkdtempSync(join(tmpdir(), 'skills-kill-retention-'));
  onCleanup(() => rmSync(folder, { recursive: true }));
  return folder;
});

test.for(['prune', 'erase'] as const)(
  `up to ${killsOfEach} kills at any moment of %s, each followed by a re-run, leave what an undisturbed run leaves`,
  { timeout: 60_000 + longestMs },
  async (kind, { folder }) => {
    const origin = join(folder, 'origin.db');
    const words = ['demo', '--scale', 'small', '--db', `file:${origin}`, '--now', new Date(nowMs).toISOString()];
    await runSkills(words, { home: folder });
    const project = firstProject(origin);
    const work: Retained = { kind, project, nowMs };
    const fresh = (name: string): string => {
      copyFileSync(origin, join(folder, name));
      return join(folder, name);
    };
    const undisturbed = fresh('undisturbed.db');
    const startedMs = performance.now();
    await retain(`file:${undisturbed}`, work);
    const runMs = performance.now() - startedMs;
    const expected = contents(undisturbed);

    let [killed, attempts] = [0, 0];
    const beganMs = performance.now();
    while (killed < killsOfEach && performance.now() - beganMs < longestMs) {
      const path = fresh(`killed-${attempts}.db`);
      // oxlint-disable-next-line no-await-in-loop -- one process at a time
      killed += await killAfter(((0.05 + attempts * goldenRatio) % 1) * 1.2 * runMs, path, work);
      // oxlint-disable-next-line no-await-in-loop
      await retain(`file:${path}`, work);
      expect(contents(path)).toEqual(expected);
      expect(bytesOf(path).includes(project)).toBe(kind === 'prune');
      attempts += 1;
    }

    expect(killed).toBeGreaterThan(0);
  },
);

test('an erasure that ended before the file was written anew is told of, and finished by the next one', async ({
  folder,
}) => {
  const path = join(folder, 'skills.db');
  const words = ['demo', '--scale', 'small', '--db', `file:${path}`, '--now', new Date(nowMs).toISOString()];
  await runSkills(words, { home: folder });
  const project = firstProject(path);
  const engine = openNodeSqliteEngine({ url: `file:${path}` });
  const subject = await findProject(engine, project);
  await engine.transaction(async (transaction) => {
    await eraseSubject(transaction, subject, { tombstoneOf: (kind, id) => `hash of ${kind} ${id.length}`, nowMs });
    await notePendingCompaction(transaction);
  });
  const problems = await retentionProblems(engine);
  // What a kill leaves: the file as it was, and the log of writes.
  const left = join(folder, 'left.db');
  for (const suffix of ['', '-wal']) copyFileSync(`${path}${suffix}`, `${left}${suffix}`);
  await engine.close();
  const before = bytesOf(left);

  await retain(`file:${left}`, { kind: 'erase', project, nowMs });

  expect(problems).toEqual([expect.stringContaining('an erasure ended before the file was written anew')]);
  expect([before.includes(project), bytesOf(left).includes(project)]).toEqual([true, false]);
});

async function killAfter(milliseconds: number, path: string, { kind, project }: Retained): Promise<number> {
  const args = [child, `file:${path}`, kind, project, String(nowMs)];
  const pruning = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const exit = once(pruning, 'exit');
  pruning.stdout.once('data', () => setTimeout(() => pruning.kill('SIGKILL'), milliseconds));
  const [, signal] = await exit;
  return signal === 'SIGKILL' ? 1 : 0;
}

function firstProject(path: string): string {
  using database = new DatabaseSync(path, { readOnly: true });
  return String(database.prepare('SELECT external_id FROM project ORDER BY 1').get()?.['external_id']);
}

/** What is counted and kept: every table but those that say when and how long. */
function contents(path: string): Readonly<Record<string, readonly string[]>> {
  using database = new DatabaseSync(path);
  const tables = database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE 'CREATE TABLE%' ORDER BY name")
    .all()
    .map(({ name }) => String(name))
    .filter(
      (name) => !['operation_measure', 'skill_metrics', 'sqlite_sequence'].includes(name) && !name.includes('_fts'),
    );
  return Object.fromEntries(
    tables.map((table) => {
      const statement = database.prepare(`SELECT * FROM "${table}"`);
      statement.setReadBigInts(true);
      const rows = statement.all().map((row) =>
        Object.values(row)
          .map((value) => String(value))
          .join('|'),
      );
      return [table, rows.toSorted()];
    }),
  );
}

function bytesOf(path: string): string {
  const files = [path, `${path}-wal`].filter((file) => existsSync(file));
  return files.map((file) => readFileSync(file, 'latin1')).join('');
}
