import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { databaseStatusResultSchema, migrationResultSchema, topResultSchema } from '@skills/schema';
import { describe, expect, test as base } from 'vitest';
import { jsonOf, runSkills } from './run-skills.ts';
import { temporaryHome } from './temporary-home.ts';

const test = base.extend('home', temporaryHome);

const fixtures = fileURLToPath(new URL('../../../packages/storage/test/fixtures/session-buddy', import.meta.url));
const originals = fileURLToPath(new URL('../../../../shared/data/session-buddy/original', import.meta.url));
const files = [
  { version: 'V3', file: join(fixtures, 'v3.db'), events: 200 },
  { version: 'V4', file: join(fixtures, 'v4.db'), events: 200 },
  { version: 'V3', file: join(originals, 'v3.db'), events: 2000 },
  { version: 'V4', file: join(originals, 'v4.db'), events: 1500 },
];
const db = ['--db', 'file:old.db'];
const since = ['--since', 'all', '--now', '2026-11-21T12:00:00Z'];

describe.each(files)('a database of the predecessor at $version with $events calls', ({ version, file, events }) => {
  // The originals lie beside the checkout on the machines that build this, not in it.
  test.skipIf(!existsSync(file))(
    'is upgraded, rolled back and upgraded again with every row intact',
    async ({ home }) => {
      const path = join(home, 'old.db');
      copyFileSync(file, path);
      const original = contentsOf(path);

      const before = databaseStatusResultSchema.parse(await jsonOf(['db', 'status', ...db], { home }));
      const untouched = readFileSync(path).equals(readFileSync(file));
      const top = await runSkills(['top', ...since, ...db, '--json'], { home });
      const upgraded = databaseStatusResultSchema.parse(await jsonOf(['db', 'status', ...db], { home }));
      const down = migrationResultSchema.parse(await jsonOf(['db', 'rollback', '--to', version, ...db], { home }));
      const rolledBack = contentsOf(path);
      const old = databaseStatusResultSchema.parse(await jsonOf(['db', 'status', ...db], { home }));
      const up = migrationResultSchema.parse(await jsonOf(['db', 'migrate', ...db], { home }));
      const again = await jsonOf(['top', ...since, ...db], { home });

      expect(before).toMatchObject({ schemaVersion: expect.stringContaining(version), events });
      expect(untouched).toBe(true);
      expect(top).toMatchObject({ code: 0, error: expect.stringMatching(/brought to V\d+__\w+; as it was before: /) });
      const { skills } = topResultSchema.parse(JSON.parse(top.out));
      expect(skills.map(({ skillName, invocations, completed }) => [skillName, invocations, completed])).toEqual(
        countsOf(file),
      );
      expect(upgraded).toMatchObject({ schemaVersion: up.schemaVersion, events, pending: [] });
      expect(upgraded.schemaVersion).not.toBe(before.schemaVersion);
      expect(old).toMatchObject({ schemaVersion: before.schemaVersion, events, applied: before.applied });
      expect(rolledBack).toEqual(original);
      expect(up.applied).toEqual(down.rolledBack.toReversed());
      expect([down.backup, up.backup].every((copy) => copy !== null && existsSync(join(home, copy)))).toBe(true);
      expect(again).toEqual(JSON.parse(top.out));
      expect(await jsonOf(['db', 'check', ...db], { home })).toEqual({ ok: true, problems: [] });
    },
  );
});

/**
 * Number and hash of the rows of every table of the predecessor. Its metrics and daily sums (a table that it never
 * filled) are mended on the way up and stay so, and a text index may lie in its pages differently.
 */
function contentsOf(path: string): Readonly<Record<string, string>> {
  using database = new DatabaseSync(path, { readOnly: true });
  const tables = database
    .prepare(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'
       AND name NOT LIKE '%fts%' AND name NOT IN ('mv_daily_skills', 'skill_metrics', 'skill_migrations') ORDER BY name`,
    )
    .all();
  const entries = tables.map(({ name }): [string, string] => {
    const rows = database.prepare(`SELECT * FROM "${String(name)}"`).all();
    const texts = rows.map((row) =>
      JSON.stringify(row, (_, value: unknown) =>
        value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value,
      ),
    );
    const hash = createHash('sha256').update(texts.toSorted().join('\n')).digest('hex');
    return [String(name), `${rows.length} rows, ${hash}`];
  });
  return Object.fromEntries(entries);
}

/** Calls and completed calls by skill, as plain SQL over the old table counts them; the order is that of `top`. */
function countsOf(path: string): readonly (readonly unknown[])[] {
  using database = new DatabaseSync(path, { readOnly: true });
  return database
    .prepare(
      `SELECT skill_name, count(*) AS calls, sum(completed) AS completed FROM skill_invocation
       GROUP BY skill_name ORDER BY calls DESC, skill_name`,
    )
    .all()
    .map(({ skill_name, calls, completed }) => [skill_name, calls, completed]);
}
