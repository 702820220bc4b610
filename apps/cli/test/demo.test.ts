import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { demoResultSchema } from '@skills/schema';
import { expect, test as base } from 'vitest';
import { runSkills } from './run-skills.ts';
import { temporaryHome } from './temporary-home.ts';

const test = base.extend('home', temporaryHome);

const seeded = ['demo', '--seed', '7', '--now', '2026-02-10T12:00:00Z', '--json'];

test('a seed and a clock give the same bytes, and another seed others', async ({ home }) => {
  const first = await runSkills(seeded, { home });
  const again = await runSkills(seeded, { home });
  const other = await runSkills(['demo', '--seed', '8', '--now', '2026-02-10T12:00:00Z', '--json'], { home });

  expect(first).toMatchObject({ code: 0, error: '' });
  expect(again.out).toBe(first.out);
  expect(other.out).not.toBe(first.out);
});

test('the world is labelled and stays out of the real database', async ({ home }) => {
  const { out } = await runSkills(seeded, { home });

  const result = demoResultSchema.parse(JSON.parse(out));
  expect(result).toMatchObject({ simulated: true, seed: 7, scale: 'small', inserted: 2000 });
  expect(result.url).toMatch(/demo\.db$/);
  expect(existsSync(join(home, '.local/share/skills/skills.db'))).toBe(false);
});

test('a database that is named is filled, and twice is once', async ({ home }) => {
  const named = [...seeded, '--db', `file:${join(home, 'named.db')}`];
  await runSkills(named, { home });

  const { out } = await runSkills(named, { home });

  expect(demoResultSchema.parse(JSON.parse(out))).toMatchObject({ inserted: 0, duplicates: 2000 });
});
