import { describe, expect, test } from 'vitest';
import { engineNames, openOn } from '../../test/each-engine.ts';
import { aBatch, aCall, noonMs, openTestLog, testPseudonym } from '../../test/open-test-log.ts';
import { EventIngest } from '../ingest/event-ingest.ts';
import { keepSeenVersions, SkillVersionRepository } from './skill-version-repository.ts';

const hourMs = 3_600_000;
const always = { sinceMs: 0, untilMs: noonMs + 240 * hourMs, bucket: 'day' } as const;
const installed = (version: string, skillName = 'review'): { skillName: string; version: string } => ({
  skillName,
  version,
});

describe('a call that states no version', () => {
  test('has the version that scans saw before and after it, and none where they saw another', async () => {
    const { engine, record } = await openTestLog();
    for (const [hour, versions] of [
      [0, ['v1']],
      [2, ['v1']],
      [4, ['v2']],
      [6, ['v2']],
      [8, ['v1']],
      [10, ['v1', 'v3']],
      [12, ['v1', 'v3']],
    ] as const) {
      // oxlint-disable-next-line no-await-in-loop -- scans follow each other
      await keepSeenVersions(
        engine,
        versions.map((version) => installed(version)),
        noonMs + hour * hourMs,
      );
    }
    await record(...[-1, 1, 3, 5, 7, 9, 11, 13].map((hour) => aCall({ invokedAtMs: noonMs + hour * hourMs })));

    const units = await new SkillVersionRepository({ engine }).units(always);

    const hours = units.map(({ version, firstAtMs, invocations }) => [
      version,
      (firstAtMs - noonMs) / hourMs,
      invocations,
    ]);
    // 9 lies between two sightings of v1; at 11 two versions were there, and nobody knows which one ran.
    expect(hours).toEqual([
      [null, -1, 5],
      ['v1', 1, 2],
      ['v2', 5, 1],
    ]);
  });

  test('is also its slash command, and never a tool of the same name', async () => {
    const { engine, record } = await openTestLog();
    await keepSeenVersions(engine, [installed('v1')], noonMs - hourMs);
    await keepSeenVersions(engine, [installed('v1')], noonMs + hourMs);
    await record(aCall({ skillName: '/review', kind: 'slash_command' }), aCall({ kind: 'tool' }));

    const units = await new SkillVersionRepository({ engine }).units(always);

    expect(units).toMatchObject([{ skillName: '/review', version: 'v1', statedCalls: 0 }]);
  });
});

test('sightings within a minute are written once', async () => {
  const { engine } = await openTestLog();

  expect(await keepSeenVersions(engine, [installed('v1'), installed('v1')], noonMs)).toBe(true);
  expect(await keepSeenVersions(engine, [installed('v1')], noonMs + 59_000)).toBe(false);
  expect(await keepSeenVersions(engine, [installed('v1')], noonMs + 60_000)).toBe(true);
  expect(await keepSeenVersions(engine, [], noonMs + hourMs)).toBe(false);
  expect(await engine.all('SELECT * FROM skill_version_seen')).toEqual([['review', 'v1', noonMs, noonMs + 60_000, 1]]);
});

describe.each(engineNames)('on %s', (name) => {
  test('what each user did with each version is summed up, a stated version before a seen one', async () => {
    const engine = await openOn(name);
    const ingest = new EventIngest({ engine, pseudonymise: testPseudonym, now: () => noonMs });
    await keepSeenVersions(engine, [installed('seen')], noonMs - hourMs);
    await keepSeenVersions(engine, [installed('seen')], noonMs + hourMs);
    const call = { userId: 'ada', skillVersion: '1.0' };
    await ingest.ingest(
      aBatch({
        invocations: [
          aCall({ ...call, durationSeconds: 2 }),
          aCall({ ...call, durationSeconds: 8, completed: false, sessionId: 's2' }),
          aCall({ ...call, completed: null, durationSeconds: 0, invokedAtMs: noonMs + 1 }),
          aCall({ userId: 'bob', skillVersion: '1.0' }),
          aCall({ userId: 'ada' }),
          aCall({ sessionId: 'nobody' }),
          aCall({ skillName: 'unversioned' }),
        ],
      }),
    );

    const units = await new SkillVersionRepository({ engine }).units(always);

    expect(units).toHaveLength(4);
    expect(units.find(({ invocations }) => invocations === 3)).toEqual({
      skillName: 'review',
      kind: 'skill',
      version: '1.0',
      statedCalls: 3,
      isUser: true,
      invocations: 3,
      completed: 1,
      failed: 1,
      firstAtMs: noonMs,
      lastAtMs: noonMs + 1,
      durations: 2,
      durationSecondsSum: 10,
      logSum: expect.closeTo(Math.log(16), 12),
    });
    expect(new Set(units.filter(({ version }) => version === 'seen').map(({ isUser }) => isUser))).toEqual(
      new Set([false, true]),
    );
    expect(await new SkillVersionRepository({ engine }).units(always, 'unversioned')).toEqual([]);
  });
});
