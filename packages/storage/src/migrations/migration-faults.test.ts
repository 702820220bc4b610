import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { seededRandom, temporaryFolder } from '@skills/testing';
import { expect, test as base } from 'vitest';
import { aRow, insertRows } from '../../test/predecessor-row.ts';
import { rowsOf } from '../../test/table-contents.ts';
import { openNodeSqliteEngine } from '../engine/node-sqlite-engine.ts';
import { Migrator } from './migrator.ts';

const child = join(import.meta.dirname, '../../test/migrating-child.ts');

const test = base.extend<{ path: string }>({
  path: async ({}, use) => {
    const folder = await temporaryFolder();
    await use(join(folder.path, 'skills.db'));
    await folder.remove();
  },
});

/** Runs the child; kills it `killAfterMs` after it says that it is ready. */
async function migrateInChild(
  path: string,
  options: { readonly to: string; readonly pauseMs?: number; readonly killAfterMs?: number },
): Promise<string> {
  const program = spawn(process.execPath, [child, path, options.to, String(options.pauseMs ?? 0)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(program, 'exit');
  let output = '';
  for await (const chunk of program.stdout) {
    output += String(chunk);
    if (options.killAfterMs !== undefined && output.includes('ready')) {
      await wait(options.killAfterMs);
      program.kill('SIGKILL');
    }
  }
  await exit;
  return output;
}

type State = {
  readonly version: string | null;
  readonly problems: readonly string[];
  readonly integrity: unknown;
  readonly rows: readonly string[];
};

async function stateOf(path: string): Promise<State> {
  const engine = openNodeSqliteEngine({ url: path });
  const migrator = new Migrator({ engine, now: Date.now });
  const { currentVersion: version } = await migrator.status();
  const problems = await migrator.validate();
  const integrity = await engine.all('PRAGMA integrity_check');
  const rows = await rowsOf(engine, 'skill_invocation');
  await engine.close();
  return { version, problems, integrity, rows };
}

async function makeDatabase(path: string, rows: number): Promise<void> {
  const engine = openNodeSqliteEngine({ url: path });
  await new Migrator({ engine, now: Date.now }).migrate({ to: 'V4' });
  const random = seededRandom(7);
  await insertRows(
    engine,
    Array.from({ length: rows }, (_, index) =>
      aRow({
        skill_name: `skill-${index % 10}`,
        session_id: `s${index % 97}`,
        invoked_at: new Date(Date.UTC(2026, 0, 1) + index * 60_000).toISOString(),
        completed: random() < 0.8 ? 1 : 0,
        user_query: `query ${index}`,
      }),
    ),
  );
  await engine.close();
}

test(
  'a kill at any moment of a migration leaves one version or the other, whole',
  {
    timeout: 240_000,
  },
  async ({ path }) => {
    await makeDatabase(path, 4000);
    const before = await stateOf(path);
    const random = seededRandom(11);
    const started = performance.now();
    await migrateInChild(path, { to: 'V5' });
    const wholeMs = performance.now() - started;

    for (const kill of Array.from({ length: 10 }).keys()) {
      const { version } = await stateOf(path);
      const to = version === before.version ? 'V5' : 'V4';
      // Starting the program is part of the measured time, and not of the time after `ready`: some kills come too late.
      const output = await migrateInChild(path, { to, killAfterMs: random() * wholeMs });

      const after = await stateOf(path);
      expect(['V4__phase4_extensions', 'V5__compact_log'], `kill ${kill}`).toContain(after.version);
      expect({ ...after, version: before.version }).toEqual(before);
      expect(output).not.toContain('error');
    }

    await migrateInChild(path, { to: 'V5' });
    expect(await stateOf(path)).toEqual({ ...before, version: 'V5__compact_log' });
  },
);

test(
  'eight programs that start at once migrate one database once, after one copy',
  { timeout: 120_000 },
  async ({ path }) => {
    await makeDatabase(path, 500);
    const before = await stateOf(path);

    const outputs = await Promise.all(
      Array.from({ length: 8 }, async () => migrateInChild(path, { to: 'V5', pauseMs: 100 })),
    );

    expect(outputs).toEqual(Array.from({ length: 8 }, () => 'ready\ndone\n'));
    const engine = openNodeSqliteEngine({ url: path });
    expect(await engine.all('SELECT count(*) FROM skill_migrations')).toEqual([[5]]);
    expect(await engine.all('SELECT count(*) FROM skill_invocation')).toEqual([[500]]);
    expect(await new Migrator({ engine, now: Date.now }).validate()).toEqual([]);
    await engine.close();
    const copies = copiesOf(path);
    expect(copies).toHaveLength(1);
    expect(await stateOf(copies[0] ?? '')).toEqual(before);
  },
);

function copiesOf(path: string): readonly string[] {
  const names = readdirSync(dirname(path)).filter((name) => name.startsWith(`${basename(path)}.copy-`));
  return names.map((name) => join(dirname(path), name));
}

test('eight programs that start at once on no file make one', { timeout: 120_000 }, async ({ path }) => {
  const outputs = await Promise.all(Array.from({ length: 8 }, async () => migrateInChild(path, { to: 'V5' })));

  expect(outputs).toEqual(Array.from({ length: 8 }, () => 'ready\ndone\n'));
  expect(copiesOf(path)).toEqual([]);
});
