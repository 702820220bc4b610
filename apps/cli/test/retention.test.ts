import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eraseResultSchema, pruneResultSchema, topResultSchema } from '@skills/schema';
import { expect, test as base } from 'vitest';
import { jsonOf, runSkills } from './run-skills.ts';
import { temporaryHome } from './temporary-home.ts';
import { writeTranscripts } from './transcript-folder.ts';

const test = base.extend('home', temporaryHome);
// All transcripts begin on 2026-02-10.
const later = ['--now', '2026-03-20T12:00:00Z'];

test('what is past its age leaves the log, its counts stay, and collecting again adds nothing', async ({ home }) => {
  writeTranscripts(join(home, '.claude'), { sessions: 3, calls: 10 });
  await runSkills(['collect'], { home });
  const top = async (): Promise<unknown> =>
    topResultSchema.parse(await jsonOf(['top', '--since', 'all', ...later], { home }));
  const before = await top();

  const plan = pruneResultSchema.parse(await jsonOf(['db', 'prune', '--raw', '30d', '--dry-run', ...later], { home }));
  const done = pruneResultSchema.parse(await jsonOf(['db', 'prune', '--raw', '30d', ...later], { home }));
  const again = await jsonOf(['db', 'prune', ...later], { home });

  expect(plan).toMatchObject({ dryRun: true, deleted: 30, bytes: null });
  expect(done).toMatchObject({ dryRun: false, deleted: 30, tables: plan.tables, totals: { isUnchanged: true } });
  expect(done.tables).toContainEqual({ table: 'skill_event', before: 30, after: 0 });
  expect(again).toMatchObject({ deleted: 0, tiers: { raw: { ageMs: 2_592_000_000 } } });
  expect(await top()).toEqual(before);

  // A copy of the transcripts under another name is read from its beginning.
  writeTranscripts(join(home, 'copy'), { sessions: 3, calls: 10 });
  const run = await runSkills(['collect', 'claude-code', '--from', join(home, 'copy'), '--json'], { home });
  expect(JSON.parse(run.out)).toMatchObject({ inserted: 0, duplicates: 30 });
  await jsonOf(['db', 'rebuild'], { home });
  expect(await top()).toEqual(before);
  expect(await jsonOf(['db', 'check'], { home })).toEqual({ ok: true, problems: [] });
});

test('wrong ages are told by their name', async ({ home }) => {
  await runSkills(['record', 'review', '--completed'], { home });
  const said = async (...words: readonly string[]): Promise<readonly unknown[]> => {
    const { code, error } = await runSkills(['db', 'prune', ...words], { home });
    return [code, error];
  };

  expect(await said('--raw', '5x')).toEqual([2, expect.stringContaining('--raw 5x: expected an age')]);
  expect(await said('--raw', '9d', '--hourly', '1d')).toEqual([2, expect.stringContaining('hourly tier')]);
  expect(await said('--raw', '9d', '--before', '9d')).toEqual([2, expect.stringContaining('--before and --raw')]);
  expect(await said()).toEqual([2, expect.stringContaining('no tier has an age')]);
});

test('an erased project is in no file but the copies, which are named, and stays away', async ({ home }) => {
  writeTranscripts(join(home, '.claude'), { sessions: 2, calls: 5 });
  await runSkills(['collect'], { home });
  await runSkills(['db', 'backup'], { home });
  const holding = (): readonly string[] => {
    const data = join(home, '.local/share/skills');
    return readdirSync(data).filter((file) => readFileSync(join(data, file), 'latin1').includes('shop'));
  };
  expect(holding()).toContain('skills.db');

  const plan = eraseResultSchema.parse(await jsonOf(['erase', '--project', 'shop', '--dry-run'], { home }));
  expect(holding()).toContain('skills.db');
  const done = eraseResultSchema.parse(await jsonOf(['erase', '--project', 'shop'], { home }));

  expect(plan).toMatchObject({ dryRun: true, tables: done.tables });
  expect(done.copies).toHaveLength(1);
  expect(holding()).toEqual(done.copies);
  const collected = await runSkills(['collect', '--json'], { home });
  expect(JSON.parse(collected.out)).toMatchObject({ inserted: 0 });
  expect(holding()).toEqual(done.copies);
});

test('copies go with what they hold when that is asked for', async ({ home }) => {
  writeTranscripts(join(home, '.claude'), { sessions: 1, calls: 3 });
  await runSkills(['collect'], { home });
  await runSkills(['db', 'backup'], { home });

  const done = eraseResultSchema.parse(await jsonOf(['erase', '--project', 'shop', '--backups'], { home }));

  expect(done).toMatchObject({ copiesDeleted: true });
  expect(done.copies.map((name) => existsSync(join(home, '.local/share/skills', name)))).toEqual([false]);
});

test('erasing nobody, somebody unknown, or two at once is the mistake of the caller', async ({ home }) => {
  await runSkills(['record', 'review', '--completed'], { home });
  const codes: (number | null)[] = [];
  for (const words of [[], ['--project', 'none'], ['--user', 'nobody'], ['--user', 'a', '--project', 'b']]) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other on one database
    codes.push((await runSkills(['erase', ...words], { home })).code);
  }

  expect(codes).toEqual([2, 2, 2, 2]);
});
