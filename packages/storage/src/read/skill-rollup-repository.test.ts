import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aCall, noonMs, openTestLog } from '../../test/open-test-log.ts';
import { SkillRollupRepository } from './skill-rollup-repository.ts';
import { dayMs, hourMs, snapWindow } from './snap-window.ts';

const day = snapWindow({ sinceMs: noonMs, untilMs: noonMs, bucket: 'day' });
const month = snapWindow({ sinceMs: noonMs - 30 * dayMs, untilMs: noonMs + 1 });

test('counts outcomes and known durations per skill, the most used first and equal ones by name', async () => {
  const { engine, record } = await openTestLog();
  await record(
    aCall({ skillName: 'b', completed: true, durationSeconds: 1.5 }),
    aCall({ skillName: 'a', completed: false, durationSeconds: 4 }),
    aCall({ skillName: 'c', completed: null }),
    aCall({ skillName: 'c', completed: true, invokedAtMs: noonMs + 5 }),
  );

  const counts = await new SkillRollupRepository({ engine }).skillCounts(month);

  expect(counts.map(({ skillName }) => skillName)).toEqual(['c', 'a', 'b']);
  expect(counts[0]).toEqual({
    skillName: 'c',
    kind: 'skill',
    invocations: 2,
    completed: 1,
    failed: 0,
    durationCount: 0,
    durationSecondsSum: 0,
    sessions: 1,
    lastInvokedAtMs: noonMs + 5,
  });
  expect(counts[1]).toMatchObject({ completed: 0, failed: 1, durationCount: 1, durationSecondsSum: 4 });
});

test('gives the first skills of the whole ranking when a limit is set', async () => {
  const { engine, record } = await openTestLog();
  const repository = new SkillRollupRepository({ engine });
  await record(...['a', 'b', 'b', 'c', 'c', 'c'].map((skillName) => aCall({ skillName })));

  const all = await repository.skillCounts(month);

  expect(await repository.skillCounts(month, { limit: 2 })).toEqual(all.slice(0, 2));
  expect(all).toHaveLength(3);
});

test('tells kinds of one name apart, and narrows by name, kind and project', async () => {
  const { engine, record } = await openTestLog();
  const repository = new SkillRollupRepository({ engine });
  await record(
    aCall({ kind: 'skill', projectId: 'p1' }),
    aCall({ kind: 'subagent', projectId: 'p2' }),
    aCall({ skillName: 'other', kind: 'skill', projectId: 'p2' }),
  );

  expect(await repository.skillCounts(day)).toHaveLength(3);
  expect(await repository.skillCounts(day, { skillName: 'review' })).toHaveLength(2);
  expect(await repository.skillCounts(day, { kind: 'subagent' })).toMatchObject([{ skillName: 'review' }]);
  expect(await repository.skillCounts(day, { projectId: 'p2', limit: 9 })).toMatchObject([
    { skillName: 'other', invocations: 1 },
    { skillName: 'review', kind: 'subagent', invocations: 1 },
  ]);
  expect(await repository.skillCounts(day, { projectId: 'nowhere' })).toEqual([]);
});

test('leaves out what lies outside of the window', async () => {
  const { engine, record } = await openTestLog();
  await record(aCall({ invokedAtMs: day.sinceMs - 1 }), aCall({ invokedAtMs: day.untilMs }), aCall());

  expect(await new SkillRollupRepository({ engine }).skillCounts(day)).toMatchObject([{ invocations: 1 }]);
});

test('refuses windows that rollups cannot answer', async () => {
  const { engine } = await openTestLog();
  const repository = new SkillRollupRepository({ engine });

  await expect(repository.skillCounts({ ...day, sinceMs: day.sinceMs + 1 })).rejects.toThrow(RangeError);
  await expect(repository.skillCounts({ ...day, bucket: 'hour' }, { projectId: 'p' })).rejects.toThrow(RangeError);
});

test('gives quantiles of the known durations of the skills asked for, in their order', async () => {
  const { engine, record } = await openTestLog();
  const durations = Array.from({ length: 101 }, (_, index) => index + 1);
  await record(
    ...durations.map((durationSeconds, index) =>
      aCall({ durationSeconds, invokedAtMs: noonMs - (index % 20) * dayMs, projectId: index < 50 ? 'p1' : 'p2' }),
    ),
    aCall({ skillName: 'untimed' }),
  );
  const repository = new SkillRollupRepository({ engine });

  const quantiles = await repository.durationQuantiles(month, [
    { skillName: 'untimed', kind: 'skill' },
    { skillName: 'review', kind: 'skill' },
    { skillName: 'unknown', kind: 'tool' },
  ]);

  expect(quantiles[0]).toEqual({ skillName: 'untimed', kind: 'skill', p50: null, p95: null });
  expect(quantiles[2]).toEqual({ skillName: 'unknown', kind: 'tool', p50: null, p95: null });
  expect(quantiles[1]?.p50).toSatisfy((seconds: number) => Math.abs(seconds - 51) <= 0.51);
  expect(quantiles[1]?.p95).toSatisfy((seconds: number) => Math.abs(seconds - 96) <= 0.96);
  const [ofProject] = await repository.durationQuantiles(month, [{ skillName: 'review', kind: 'skill' }], 'p1');
  expect(ofProject?.p50).toSatisfy((seconds: number) => Math.abs(seconds - 25) <= 0.5);
});

test('gives one bucket per skill and hour in which it ran', async () => {
  const { engine, record } = await openTestLog();
  await record(
    aCall({ invokedAtMs: noonMs - hourMs, durationSeconds: 2 }),
    aCall({ invokedAtMs: noonMs - 1, sessionId: 's2', completed: false }),
    aCall({ invokedAtMs: noonMs }),
  );
  const hours = snapWindow({ sinceMs: noonMs - hourMs, untilMs: noonMs + 1 });

  expect(await new SkillRollupRepository({ engine }).skillBuckets(hours)).toEqual([
    {
      skillName: 'review',
      kind: 'skill',
      startMs: noonMs - hourMs,
      invocations: 2,
      completed: 1,
      failed: 1,
      durationCount: 1,
      durationSecondsSum: 2,
      sessions: 2,
    },
    {
      skillName: 'review',
      kind: 'skill',
      startMs: noonMs,
      invocations: 1,
      completed: 1,
      failed: 0,
      durationCount: 0,
      durationSecondsSum: 0,
      sessions: 1,
    },
  ]);
});

test('sums a window up, with distinct sessions over all skills', async () => {
  const { engine, record } = await openTestLog();
  await record(
    aCall({ skillName: 'a', projectId: 'p1' }),
    aCall({ skillName: 'b', projectId: 'p1', completed: false }),
    aCall({ skillName: 'b', sessionId: 's2', projectId: 'p2', completed: null }),
    aCall({ skillName: 'b', sessionId: 's3', invokedAtMs: noonMs - 40 * dayMs }),
  );
  const repository = new SkillRollupRepository({ engine });

  expect(await repository.totals(month)).toEqual({
    invocations: 3,
    completed: 1,
    failed: 1,
    sessions: 2,
    skills: 2,
    projects: 2,
  });
  expect(await repository.totals(month, 'p2')).toMatchObject({ invocations: 1, sessions: 1, skills: 1, projects: 1 });
  expect(await repository.totals({ ...day, sinceMs: 0, untilMs: dayMs })).toMatchObject({
    invocations: 0,
    sessions: 0,
  });
});

test('counts distinct sessions exactly, whatever the calls and the window', async () => {
  const calls = fc.array(
    fc.record({
      skillName: fc.constantFrom('a', 'b'),
      sessionId: fc.constantFrom('s1', 's2', 's3'),
      projectId: fc.constantFrom('p1', 'p2'),
      invokedAtMs: fc.integer({ min: noonMs - 6 * dayMs, max: noonMs }),
    }),
    { minLength: 1, maxLength: 40 },
  );
  const windows = fc
    .tuple(fc.integer({ min: 0, max: 7 * 24 }), fc.integer({ min: 1, max: 80 }))
    .map(([back, hours]) => snapWindow({ sinceMs: noonMs - back * hourMs, untilMs: noonMs - (back - hours) * hourMs }));
  await fc.assert(
    fc.asyncProperty(calls, windows, async (drawn, window) => {
      const { engine, record } = await openTestLog();
      await record(...drawn.map((fields) => aCall(fields)));
      const repository = new SkillRollupRepository({ engine });

      const counts = await repository.skillCounts(window);
      const totals = await repository.totals(window);

      const inside = drawn.filter(({ invokedAtMs }) => invokedAtMs >= window.sinceMs && invokedAtMs < window.untilMs);
      const sessionsOf = (skillName: string): number =>
        new Set(inside.filter((call) => call.skillName === skillName).map(({ sessionId }) => sessionId)).size;
      counts.forEach(({ skillName, sessions }) => expect(sessions).toBe(sessionsOf(skillName)));
      expect(totals.sessions).toBe(new Set(inside.map(({ sessionId }) => sessionId)).size);
      expect(totals.invocations).toBe(inside.length);
    }),
    { numRuns: 60 },
  );
});
