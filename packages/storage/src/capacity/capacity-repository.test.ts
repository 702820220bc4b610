import { expect, test } from 'vitest';
import { aCall, noonMs, openTestLog } from '../../test/open-test-log.ts';
import { CapacityRepository } from './capacity-repository.ts';

const hourMs = 3_600_000;
const noonHour = noonMs / hourMs;
const day = { sinceMs: noonMs - 24 * hourMs, untilMs: noonMs + 1, limit: 100 };

test('recent calls come oldest first, with what is unknown told apart from what failed', async () => {
  const { engine, record } = await openTestLog();
  await record(
    aCall({ invokedAtMs: noonMs, completed: null, agentId: 'a1', sessionId: 's2' }),
    aCall({ invokedAtMs: noonMs - 1000, completed: false, durationSeconds: 0.5 }),
    aCall({ invokedAtMs: noonMs - 2000, durationSeconds: 2 }),
    aCall({ invokedAtMs: noonMs - 25 * hourMs }),
  );
  const capacity = new CapacityRepository({ engine });

  const calls = await capacity.recentCalls(day);

  expect([...calls.startsMs]).toEqual([noonMs - 2000, noonMs - 1000, noonMs]);
  expect([...calls.seconds]).toEqual([2, 0.5, Number.NaN]);
  expect([...calls.completed]).toEqual([1, 0, -1]);
  expect(calls.isComplete).toBe(true);
  expect(calls.agent[0]).toBe(0);
  const [, , agent = 0] = calls.agent;
  expect((await capacity.labels([agent, calls.source[0] ?? 0])).get(agent)).toBe('a1');
  const sessions = await capacity.sessionNames([...calls.session]);
  expect([...calls.session].map((id) => sessions.get(id)?.sessionId)).toEqual(['s1', 's1', 's2']);
  const names = await capacity.skillNames([...calls.skill]);
  expect(names.get(calls.skill[0] ?? 0)).toEqual({ skillName: 'review', kind: 'skill' });
});

test('of too many calls the newest are taken, and that is said', async () => {
  const { engine, record } = await openTestLog();
  await record(...[0, 1, 2, 3].map((second) => aCall({ invokedAtMs: noonMs - second * 1000 })));
  const capacity = new CapacityRepository({ engine });

  const calls = await capacity.recentCalls({ ...day, limit: 3 });

  expect([...calls.startsMs]).toEqual([noonMs - 2000, noonMs - 1000, noonMs]);
  expect(calls.isComplete).toBe(false);
  expect((await capacity.recentCalls({ ...day, limit: 4 })).isComplete).toBe(true);
});

test('hours and tools leave out calls that last as long as the calls that they make', async () => {
  const { engine, record } = await openTestLog();
  await record(
    aCall({ kind: 'tool', skillName: 'Bash', durationSeconds: 30, invokedAtMs: noonMs - hourMs }),
    aCall({ kind: 'tool', skillName: 'Bash', invokedAtMs: noonMs - hourMs }),
    aCall({ durationSeconds: 5, invokedAtMs: noonMs - 2 * hourMs }),
    aCall({ kind: 'subagent', skillName: 'Explore', durationSeconds: 900, invokedAtMs: noonMs - hourMs }),
    aCall({ kind: 'workflow', skillName: 'release', durationSeconds: 900, invokedAtMs: noonMs - hourMs }),
  );
  const capacity = new CapacityRepository({ engine });
  const span = { fromHour: noonHour - 24, toHour: noonHour };

  expect(await capacity.hourLoads(span)).toEqual([
    { hour: noonHour - 2, calls: 1, busySeconds: 5 },
    { hour: noonHour - 1, calls: 2, busySeconds: 30 },
  ]);
  expect(await capacity.toolLoads(span)).toEqual([
    { skillName: 'Bash', kind: 'tool', calls: 2, timedCalls: 1, busySeconds: 30 },
    { skillName: 'review', kind: 'skill', calls: 1, timedCalls: 1, busySeconds: 5 },
  ]);
});

test('calls of a task say whether an agent below the main one made them', async () => {
  const { engine, record } = await openTestLog();
  await record(
    aCall({ agentId: 'a1', durationSeconds: 3 }),
    aCall({ invokedAtMs: noonMs - 1000, completed: false }),
    aCall({ invokedAtMs: noonMs - 2000, skillName: 'other' }),
  );
  const capacity = new CapacityRepository({ engine });

  expect(await capacity.taskCalls({ skillName: 'review', kind: 'skill' }, day)).toEqual([
    { isDelegated: true, completed: true, seconds: 3 },
    { isDelegated: false, completed: false, seconds: null },
  ]);
  expect(await capacity.taskCalls({ skillName: 'nothing', kind: 'skill' }, day)).toEqual([]);
  expect(await capacity.kindsOf('review')).toEqual(['skill']);
});

test('an empty log has no first call', async () => {
  const { engine, record } = await openTestLog();
  const capacity = new CapacityRepository({ engine });
  expect(await capacity.firstCallMs()).toBeUndefined();

  await record(aCall({ invokedAtMs: noonMs - 5000 }), aCall());

  expect(await capacity.firstCallMs()).toBe(noonMs - 5000);
});
