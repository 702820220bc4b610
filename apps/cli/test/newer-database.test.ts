import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test as base } from 'vitest';
import { runSkills } from './run-skills.ts';
import { temporaryHome } from './temporary-home.ts';
import { writeTranscripts } from './transcript-folder.ts';

/** A database that a later version of us left behind. */
const test = base.extend('home', temporaryHome).extend('file', async ({ home }) => {
  const file = join(home, 'newer.db');
  await runSkills(['record', 'review', '--db', `file:${file}`], { home });
  using database = new DatabaseSync(file);
  const later = 1 + Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
  database.exec(`
    INSERT INTO skill_migrations (version, applied_at, description) VALUES ('V${later}__later', '2030-01-01', 'later');
    ALTER TABLE skill_event ADD COLUMN mood TEXT;
    PRAGMA user_version = ${later};
    PRAGMA wal_checkpoint(TRUNCATE);
  `);
  return file;
});

test('no command touches it, and each says why', async ({ home, file }) => {
  writeTranscripts(join(home, '.claude'), { sessions: 1, calls: 5 });
  const bytes = readFileSync(file);
  const { mtimeMs } = statSync(file);
  const files = readdirSync(home);
  const commands = [
    ['top'],
    ['collect'],
    ['start'],
    ['record', 'x'],
    ['export', 'ndjson'],
    ['db', 'migrate'],
    ['db', 'rollback', '--to', 'V3'],
    ['db', 'rebuild'],
    ['db', 'prune', '--before', '1d'],
    ['db', 'prune', '--before', '1d', '--dry-run'],
  ];

  const runs = [];
  for (const words of commands) {
    // oxlint-disable-next-line no-await-in-loop -- two cores
    runs.push(await runSkills([...words, '--db', `file:${file}`], { home }));
  }

  for (const run of runs) {
    expect(run).toMatchObject({ code: 2, out: '' });
    expect(run.error).toMatch(/^skills: .*has schema \d+; this program knows \d+\n$/);
  }
  expect(readFileSync(file).equals(bytes)).toBe(true);
  expect(statSync(file).mtimeMs).toBe(mtimeMs);
  expect(readdirSync(home).filter((name) => !name.endsWith('-wal') && !name.endsWith('-shm'))).toEqual(files);
});
