import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '@skills/testing';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { runInProcess } from './run-in-process.ts';

// Numbers about other people are told for groups only, on every surface, whatever the world.

type Call = { readonly user: number; readonly skill: number; readonly completed: boolean; readonly project: number };

const skills = 14;

/** Skills of about as many users as make a group, whose first user has about half of the calls. */
const world: fc.Arbitrary<readonly Call[]> = fc
  .record({ seed: fc.nat(), people: fc.integer({ min: 1, max: 30 }) })
  .map(({ seed, people }) => {
    const random = seededRandom(seed);
    const below = (bound: number): number => Math.floor(random() * bound);
    return Array.from({ length: skills }, (_, skill) => {
      const wanted = [below(people), 3 + below(4), 9 + below(4), people][below(4)] ?? 1;
      const users = shuffled(people, random).slice(0, Math.max(1, Math.min(people, wanted)));
      const calls = users.map(() => 1 + below(2));
      const others = calls.slice(1).reduce((sum, count) => sum + count, 0);
      if (random() < 0.5) calls[0] = Math.max(1, others - 1 + below(3));
      return users.flatMap((user, place) =>
        Array.from({ length: calls[place] ?? 0 }, () => ({
          user: user + 1,
          skill,
          completed: random() < 0.8,
          project: below(3),
        })),
      );
    }).flat();
  });

function shuffled(length: number, random: () => number): readonly number[] {
  return Array.from({ length }, (_, index) => ({ index, at: random() }))
    .toSorted((left, right) => left.at - right.at)
    .map(({ index }) => index);
}

const emailOf = (user: number): string => `person${user}@example.com`;
const nameOf = (skill: number): string => `skill-${String.fromCodePoint(97 + skill)}`;

type Group = { readonly users: number; readonly calls: number; readonly largest: number; readonly rate: number };

function groupsOf(calls: readonly Call[]): ReadonlyMap<string, Group> {
  const bySkill = Map.groupBy(calls, ({ skill }) => nameOf(skill));
  return new Map(
    [...bySkill].map(([name, of]) => {
      const byUser = [...Map.groupBy(of, ({ user }) => user).values()].map((own) => own.length);
      const completed = of.filter((call) => call.completed).length;
      return [
        name,
        { users: byUser.length, calls: of.length, largest: Math.max(...byUser), rate: completed / of.length },
      ];
    }),
  );
}

function mentions(text: string, name: string): boolean {
  return new RegExp(`${name}(?![a-z-])`).test(text);
}

/** Every commands' output in both forms, and the files they write. */
async function surfaces(home: string, calls: readonly Call[]): Promise<Record<string, string>> {
  const db = ['--db', `file:${join(home, 'skills.db')}`];
  const input = calls
    .map(({ user, skill, completed, project }, index) =>
      JSON.stringify({
        eventId: `e${index}`,
        source: 'test',
        kind: 'skill',
        skillName: nameOf(skill),
        invokedAt: new Date(Date.UTC(2026, 1, 1) + index * 60_000).toISOString(),
        completed,
        sessionId: `s${user}`,
        userId: emailOf(user),
        projectId: `project-${project}`,
        durationSeconds: user,
        workflowPhase: `phase-${skill % 3}`,
      }),
    )
    .join('\n');
  expect((await runInProcess(['record', '-', ...db], { home, input })).code).toBe(0);
  const file = join(home, 'out.json');
  const noisy = join(home, 'noisy.json');
  const lines = {
    update: ['baselines', '--update'],
    baselines: ['baselines'],
    export: ['baselines', '--export', file, '--min-users', '11'],
    noisy: ['baselines', '--export', noisy, '--min-users', '11', '--epsilon', '1'],
    similar: ['users', 'similar', emailOf(1), '--min-common', '1'],
    recommend: ['recommend', '--user', emailOf(1), '--limit', '50'],
    ease: ['recommend', '--user', emailOf(2), '--model', 'ease'],
    neighbours: ['recommend', '--user', emailOf(1), '--model', 'user-neighbours'],
    project: ['recommend', '--user', 'nobody@example.com', '--project', 'project-1', '--limit', '50'],
    evaluate: ['evaluate'],
  };
  const found: Record<string, string> = {};
  for (const [name, words] of Object.entries(lines)) {
    for (const json of [[], ['--json']]) {
      // oxlint-disable-next-line no-await-in-loop -- they use one database
      const { out, error } = await runInProcess([...words, ...db, ...json], { home });
      found[`${name} ${json.join()}`] = out + error;
    }
  }
  found['file export'] = readFileSync(file, 'utf8');
  found['file noisy'] = readFileSync(noisy, 'utf8');
  return found;
}

test('groups that are too small, or that one user dominates, and all that is left of a whole without them, are nowhere', async () => {
  await fc.assert(
    fc.asyncProperty(world, async (calls) => {
      const home = mkdtempSync(join(tmpdir(), 'skills-groups-'));
      try {
        const told = await surfaces(home, calls);
        const groups = groupsOf(calls);
        const inProject = groupsOf(calls.filter(({ project }) => project === 1));
        for (const [surface, text] of Object.entries(told)) {
          const isFile = surface.startsWith('file');
          const isBaseline = isFile || surface.startsWith('update') || surface.startsWith('baselines');
          const hidden = [...groups].filter(([name, { users, calls: count, largest }]) => {
            const isSmall = users < (isFile ? 11 : 5);
            const isDominated = isBaseline && largest > count / 2;
            const isElsewhere = surface.startsWith('project') && (inProject.get(name)?.users ?? 0) < 5;
            return isSmall || isDominated || isElsewhere;
          });
          const named = hidden.filter(([name]) => mentions(text, name)).map(([name]) => name);
          expect([surface, named]).toEqual([surface, []]);
          expect(text).not.toContain('@');
        }
        expectTruth(told['baselines --json'] ?? '', groups);
        expectSteps(told);
      } finally {
        rmSync(home, { recursive: true, force: true });
      }
    }),
    { numRuns: 25 },
  );
}, 300_000);

/** What is told is told right: every group, and each in full. */
function expectTruth(json: string, groups: ReadonlyMap<string, Group>): void {
  const { baselines }: { baselines: readonly Record<string, unknown>[] } = JSON.parse(json);
  const expected = [...groups].filter(([, { users, calls, largest }]) => users >= 5 && largest <= calls / 2);
  expect(new Map(baselines.map((row) => [row['skillName'], row]))).toEqual(
    new Map(
      expected.map(([skillName, { users, calls, rate }]) => [
        skillName,
        expect.objectContaining({
          skillName,
          totalUsers: users,
          totalInvocations: calls,
          globalCompletionRate: expect.closeTo(rate, 12),
          effectivenessPercentile: expect.closeTo(
            (100 * expected.filter(([, other]) => other.rate < rate).length) / expected.length,
            9,
          ),
        }),
      ]),
    ),
  );
}

/** Totals that could be subtracted from: how many users there are, and how many neighbours have a skill. */
function expectSteps(told: Record<string, string>): void {
  const { users, splits } = JSON.parse(told['evaluate --json'] ?? '');
  const { recommendations } = JSON.parse(told['similar --json'] ?? '');
  for (const number of [users, ...splits.map((split: { users: number }) => split.users)]) expect(number % 5).toBe(0);
  for (const { support } of recommendations) expect(support % 5).toBe(0);
}

test('no file of the database holds the id of a user', async () => {
  const home = mkdtempSync(join(tmpdir(), 'skills-groups-'));
  const calls = Array.from({ length: 90 }, (_, index) => ({
    user: 1 + (index % 30),
    skill: index % 7,
    completed: true,
    project: 0,
  }));
  try {
    await surfaces(home, calls);

    for (const name of readdirSync(home)) {
      const bytes = readFileSync(join(home, name), 'latin1');
      expect([name, bytes.includes('person'), bytes.includes('example.com')]).toEqual([name, false, false]);
    }
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});
