import { type PracticeFile, practiceFileSchema } from '@skills/schema';
import { expect, test } from 'vitest';
import { type LoggedStep, runsOfSteps } from '../../test/runs-of-steps.ts';
import { PracticeExchange } from './practice-exchange.ts';
import { SkillVersions } from './skill-versions.ts';
import type { VersionUnit } from './version-tally.ts';

const nowMs = Date.UTC(2026, 1, 10, 15, 30);
const window = { sinceMs: 0, untilMs: nowMs, bucket: 'day' } as const;
const [ours, theirs] = [`t_${'a'.repeat(22)}`, `t_${'b'.repeat(22)}`];

function unitsOf(version: string, users: number, isUser = true): readonly VersionUnit[] {
  return Array.from({ length: users }, () => ({
    skillName: 'review',
    kind: 'skill',
    version,
    statedCalls: 7,
    isUser,
    invocations: 7,
    completed: 5,
    failed: 1,
    firstAtMs: 1_000,
    lastAtMs: 2_000,
    durations: 0,
    durationSecondsSum: 0,
    logSum: 0,
  }));
}

function stepsOf(workflowName: string, users: number): readonly LoggedStep[] {
  return Array.from({ length: users }, (_, user) => ({
    sessionId: `secret-session-${workflowName}-${user}`,
    workflowName,
    skillName: 'review',
    projectId: 'secret-project',
    userId: user,
    firstAtMs: 1_000,
    endedAtMs: 1_000 + 123_456,
    succeeded: true,
  }));
}

function team(name: string, units: readonly VersionUnit[] = [], steps: readonly LoggedStep[] = []) {
  const files: PracticeFile[] = [];
  const shared = {
    all: async () => files.map((file) => ({ file })),
    async replace(file: PracticeFile) {
      const known = files.findIndex((each) => each.team === file.team);
      files.splice(Math.max(known, 0), Number(known >= 0), file);
      return known >= 0;
    },
  };
  const runs = { executions: async () => [], runs: async () => runsOfSteps(steps) };
  const now = (): number => nowMs;
  const none = { all: async () => [], stored: async () => [] };
  return {
    exchange: new PracticeExchange({ units: { units: async () => units }, runs, shared, team: () => name, now }),
    versions: new SkillVersions({
      units: { units: async () => units },
      runs,
      shared,
      baselines: none,
      imported: none,
      now,
    }),
  };
}

test('a release tells of groups only, rounded, and of no user, session, project, hour or path', async () => {
  const units = [
    ...unitsOf('v1', 20),
    ...unitsOf('v2', 19),
    ...unitsOf('v3', 30, false),
    ...unitsOf('/home/ada/secret', 40),
  ];

  const file = await team(ours, units, [...stepsOf('release', 20), ...stepsOf('rare', 19)]).exchange.release({
    window,
  });

  expect(practiceFileSchema.parse(file)).toEqual(file);
  expect(file).toMatchObject({ team: ours, releasedAt: '2026-02-10T00:00:00.000Z', minUsers: 20 });
  expect(file.skills).toMatchObject([
    { skillName: 'review', version: 'v1', users: 20, invocations: 140, completed: 100, failed: 20 },
  ]);
  expect(file.sequences).toEqual([
    { workflowName: 'release', skillNames: ['review'], users: 20, runs: 20, medianDurationSeconds: 120 },
  ]);
  expect(JSON.stringify(file)).not.toMatch(/secret|ada|15:30/);
});

test('groups below eleven are never told of, whatever is asked', async () => {
  await expect(team(ours).exchange.release({ window, minUsers: 10 })).rejects.toThrow(RangeError);
});

test('what is taken stands beside the own figures, and the next of the same team replaces it', async () => {
  const given = await team(theirs, unitsOf('v1', 20), stepsOf('release', 20)).exchange.release({ window });
  const own = team(ours, unitsOf('v1', 3), stepsOf('release', 2));

  const taken = [await own.exchange.take(given), await own.exchange.take(given)];
  const result = await own.versions.versions({ window });

  expect(taken.map(({ replaced, skills, sequences }) => [replaced, skills, sequences])).toEqual([
    [false, 1, 1],
    [true, 1, 1],
  ]);
  expect(result.skills).toMatchObject([
    {
      skillName: 'review',
      versions: [{ version: 'v1' }],
      shared: [{ team: theirs, version: 'v1', isOwnVersion: true }],
    },
  ]);
  expect(result.sharedSequences).toMatchObject([
    { team: theirs, runs: 20, ownRuns: 2, ownMedianDurationSeconds: 123.456 },
  ]);
});

test('what only others know is shown, too', async () => {
  const own = team(ours);
  await own.exchange.take(await team(theirs, unitsOf('v1', 20)).exchange.release({ window }));

  expect((await own.versions.versions({ window })).skills).toMatchObject([
    { skillName: 'review', versions: [], shared: [{ version: 'v1' }] },
  ]);
  expect((await own.versions.versions({ window, skillName: 'other' })).skills).toEqual([]);
});

test.each([
  ['of this database itself', (file: PracticeFile) => ({ ...file, team: ours })],
  [
    'with a group that is too small',
    (file: PracticeFile) => ({ ...file, skills: file.skills.map((row) => ({ ...row, users: 5 })) }),
  ],
  [
    'with more outcomes than calls',
    (file: PracticeFile) => ({ ...file, skills: file.skills.map((row) => ({ ...row, completed: 9_000 })) }),
  ],
  [
    'with a rate in percent',
    (file: PracticeFile) => ({ ...file, skills: file.skills.map((row) => ({ ...row, completionRate: 83 })) }),
  ],
  ['with fields that nobody knows', (file: PracticeFile) => ({ ...file, users: ['ada'] })],
  ['of another format', () => ({ format: 'skills-baselines' })],
])('a file %s is refused', async (_, change) => {
  const given = await team(theirs, unitsOf('v1', 20)).exchange.release({ window });

  await expect(team(ours).exchange.take(change(given))).rejects.toMatchObject({ code: 'invalid-input' });
});
