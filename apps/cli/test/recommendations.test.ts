import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test as base } from 'vitest';
import { departures } from './expect-shape.ts';
import { runInProcess } from './run-in-process.ts';
import { jsonOf, runSkills, type SkillsRun } from './run-skills.ts';
import { temporaryHome } from './temporary-home.ts';

/** Thirty users of two tastes, ten skills each, of which everybody has most. */
function teamEvents(): string {
  const lines: string[] = [];
  for (let user = 0; user < 30; user += 1) {
    for (let skill = 0; skill < 10; skill += 1) {
      if ((user * 7 + skill * 3) % 10 < 3) continue;
      const common = { source: 'test', kind: 'skill', sessionId: `s${user}`, projectId: 'shop-1' };
      lines.push(
        JSON.stringify({
          ...common,
          eventId: `${user} ${skill}`,
          skillName: `${user % 2 === 0 ? 'web' : 'data'}-${skill}`,
          userId: `user${user}@example.com`,
          invokedAt: new Date(Date.UTC(2026, 1, 1, skill, user)).toISOString(),
          completed: (user + skill) % 6 !== 0,
          durationSeconds: 1 + skill,
          workflowPhase: 'build',
        }),
      );
    }
  }
  return lines.join('\n');
}

const test = base.extend('home', temporaryHome).extend('db', async ({ home }) => {
  const db = `file:${join(home, 'team.db')}`;
  expect((await runInProcess(['record', '-', '--db', db], { home, input: teamEvents() })).code).toBe(0);
  return db;
});

const recommendation = {
  skillName: 'text',
  completionRate: 'fraction?',
  source: 'text',
  support: 'count',
  because: ['text'],
} as const;
const interval = { mean: 'fraction', lower: 'fraction', upper: 'fraction' } as const;

test('the results have the shapes that other programs rely on', async ({ home, db }) => {
  const ask = async (...words: readonly string[]): Promise<unknown> => jsonOf([...words, '--db', db], { home });

  const similar = await ask('users', 'similar', 'user0@example.com');
  expect(
    departures(similar, {
      userId: 'text',
      similarUsers: [{ userId: 'text', similarity: 'fraction', commonSkills: 'count' }],
      recommendations: [recommendation],
    }),
  ).toEqual([]);
  expect(
    departures(await ask('evaluate'), {
      k: 'count',
      users: 'count',
      splits: [
        {
          split: 'text',
          users: 'count',
          models: [{ name: 'text', hitRate: interval, ndcg: interval, recall: interval, coverage: 'fraction' }],
        },
      ],
      chosen: 'text',
      evaluatedAt: 'time',
    }),
  ).toEqual([]);
  expect(
    departures(await ask('recommend', '--user', 'user0@example.com', '--limit', '3'), {
      userId: 'text',
      model: { name: 'text', chosenBy: 'text', evaluatedAt: 'time?' },
      recommendations: [recommendation],
    }),
  ).toEqual([]);
  expect(
    departures(await ask('baselines', '--update'), {
      minUsers: 'count',
      baselines: [
        {
          skillName: 'text',
          totalUsers: 'count',
          totalInvocations: 'count',
          globalCompletionRate: 'fraction?',
          globalAverageDurationSeconds: 'seconds?',
          mostCommonWorkflowPhase: 'text?',
          effectivenessPercentile: 'seconds?',
          lastUpdated: 'time',
        },
      ],
    }),
  ).toEqual([]);
});

describe('users similar', () => {
  test('takes an id or a pseudonym as it was printed, and prints no id', async ({ home, db }) => {
    const first = await runSkills(['users', 'similar', 'user0@example.com', '--db', db, '--json'], { home });
    const { userId, similarUsers } = JSON.parse(first.out);

    expect(await jsonOf(['users', 'similar', userId, '--db', db], { home })).toEqual(JSON.parse(first.out));
    const back: { similarUsers: readonly { userId: string }[] } = JSON.parse(
      (
        await runInProcess(['users', 'similar', similarUsers[0].userId, '--limit', '100', '--db', db, '--json'], {
          home,
        })
      ).out,
    );
    expect(back.similarUsers.map((user) => user.userId)).toContain(userId);
    expect(first.out + first.error).not.toMatch(/@|user\d/);
  });

  test('names of one purpose are not those of another, nor those of another installation', async ({ home, db }) => {
    const printed = async (at: string): Promise<string> =>
      JSON.parse((await runInProcess(['users', 'similar', 'user0@example.com', '--db', at, '--json'], { home })).out)
        .userId;
    const other = `file:${join(home, 'other.db')}`;
    await runInProcess(['record', '-', '--db', other], { home, input: teamEvents() });

    const { out: exported } = await runInProcess(['export', 'ndjson', '--db', db], { home });

    expect(exported).toContain('"userId":"u_');
    expect(exported).not.toContain(await printed(db));
    expect(await printed(db)).not.toBe(await printed(other));
  });

  test('a shared key gives a team the same names everywhere', async ({ home, db }) => {
    const environment = { SKILLS_ID_KEY: 'ab'.repeat(32) };
    const other = `file:${join(home, 'other.db')}`;
    const third = `file:${join(home, 'third.db')}`;
    const ids: unknown[] = [];
    for (const at of [other, third]) {
      // oxlint-disable-next-line no-await-in-loop
      await runSkills(['record', '-', '--db', at], { home, environment, input: teamEvents() });
      // oxlint-disable-next-line no-await-in-loop
      ids.push(await jsonOf(['users', 'similar', 'user0@example.com', '--db', at], { home, environment }));
    }
    expect(ids[0]).toEqual(ids[1]);
    expect(db).not.toBe(other);
  });
});

describe('recommend', () => {
  test('stays within the taste of the user, and says why', async ({ home, db }) => {
    const { out } = await runInProcess(['recommend', '--user', 'user1@example.com', '--db', db], { home });

    expect(out).toMatch(/data-\d +\d+ % +\d+ +goes with data-\d/);
    expect(out).not.toContain('@');
  });

  test('goes by the model that evaluate found', async ({ home, db }) => {
    const { chosen } = JSON.parse((await runInProcess(['evaluate', '--db', db, '--json'], { home })).out);
    const { model } = JSON.parse(
      (await runInProcess(['recommend', '--user', 'x', '--db', db, '--json'], { home })).out,
    );

    expect(model).toEqual({ name: chosen, chosenBy: 'evaluation', evaluatedAt: '2026-02-10T12:00:00.000Z' });
  });

  test('a database without anybody says what it needs, and is not made', async ({ home }) => {
    const { code, out } = await runInProcess(['recommend', '--user', 'ada', '--db', `file:${home}/none.db`], { home });

    expect([code, out]).toEqual([0, expect.stringContaining('This takes other users in the database: at least 5')]);
    await expect(async () => readFileSync(join(home, 'none.db'))).rejects.toThrow('ENOENT');
  });

  test.each([
    [['recommend'], '--user'],
    [['recommend', '--user', ''], '--user'],
    [['recommend', '--user', 'a', '--model', 'magic'], '--model magic: expected one of ease'],
    [['recommend', '--user', 'a', '--limit', '0'], '--limit 0'],
    [['recommend', '--user', 'a', '--project', 'nowhere'], 'the project nowhere is not known'],
    [['users', 'similar'], '<user>'],
    [['users', 'similar', ''], '<user>'],
    [['users', 'similar', 'a', '--min-common', 'x'], '--min-common x'],
    [['evaluate', '--k', '0'], '--k 0'],
    [['baselines', '--update', '--export', 'x'], '--update and --export'],
    [['baselines', '--epsilon', '1'], '--epsilon goes with --export'],
    [['baselines', '--min-users', '4'], '--min-users 4'],
    [['baselines', '--export', 'x', '--min-users', '10'], '--min-users 10'],
    [['baselines', '--export', 'x', '--epsilon', '2'], '--epsilon 2'],
    [['baselines', '--import', 'nowhere.json'], 'nowhere.json'],
  ])('%j is the caller’s mistake', async (words, reason) => {
    const home = temporaryHomeOf();
    const { code, out, error } = await runInProcess([...words, '--db', ':memory:'], { home });

    expect([code, out]).toEqual([2, '']);
    expect(error.trim().split('\n')).toHaveLength(1);
    expect(error).toContain(reason);
  });
});

function temporaryHomeOf(): string {
  return '/nonexistent';
}

describe('baselines', () => {
  test('go from one team to another, as groups', async ({ home, db }) => {
    const file = join(home, 'baselines.json');
    const other = ['--db', `file:${join(home, 'other.db')}`];
    const exported = await runInProcess(['baselines', '--export', file, '--min-users', '11', '--db', db], { home });
    const taken = await runInProcess(['baselines', '--import', file, ...other], { home });
    const own = await runInProcess(['baselines', '--import', file, '--db', db], { home });
    const { recommendations } = JSON.parse(
      (await runInProcess(['recommend', '--user', 'alone', ...other, '--json'], { home })).out,
    );
    const shown = await runInProcess(['baselines', ...other], { home });

    expect(exported.out).toMatch(/^\d+ baselines of at least 11 users written to /);
    expect(taken.out).toMatch(/^\d+ baselines of t_[\w-]{22} taken\n$/);
    expect([own.code, own.error]).toEqual([2, expect.stringContaining('come from this database itself')]);
    expect(shown.out).toContain('Given by another team');
    const text = readFileSync(file, 'utf8');
    expect(text).not.toMatch(/@|u_[\w-]{22}/);
    const { baselines } = JSON.parse(text);
    expect(baselines.every(({ totalUsers }: { totalUsers: number }) => totalUsers % 5 === 0)).toBe(true);
    expect(recommendations.length).toBe(0 + Math.min(10, baselines.filter(enough).length));
  });

  test('noise uses the budget up, and then there is no more', async ({ home, db }) => {
    const ask = async (epsilon: string): Promise<SkillsRun> =>
      runInProcess(['baselines', '--export', join(home, 'noisy.json'), '--epsilon', epsilon, '--db', db], { home });
    const runs = [await ask('1'), await ask('1'), await ask('1'), await ask('0.5'), await ask('1'), await ask('0.5')];

    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0, 0, 2, 0]);
    expect(runs[3]?.out).toContain('3.5 of 4 of the budget are used up');
    expect(runs[4]?.error).toContain('an epsilon of 1 is not left: 3.5 of 4 are used up');
    expect((await ask('0.001')).code).toBe(2);
  });

  test('a file that is none is refused', async ({ home, db }) => {
    const file = join(home, 'bad.json');
    for (const text of ['', '{', '[]', '{"format":"skills-baselines","version":2}']) {
      writeFileSync(file, text);
      // oxlint-disable-next-line no-await-in-loop
      const { code, error } = await runInProcess(['baselines', '--import', file, '--db', db], { home });
      expect([text, code, error.split('\n').length]).toEqual([text, 2, 2]);
    }
  });
});

function enough({
  totalInvocations,
  globalCompletionRate: rate,
}: {
  totalInvocations: number;
  globalCompletionRate: number | null;
}): boolean {
  return totalInvocations >= 10 && rate !== null;
}
