import type { SkillKind } from '@skills/schema';
import { simulateHourlyLoad } from '@skills/simulation';
import { expect, test } from 'vitest';
import { CapacityAnalyzer } from './capacity-analyzer.ts';
import type { CapacityLog, RecentCalls, TaskCall } from './capacity-ports.ts';

const nowMs = Date.UTC(2026, 1, 9, 12, 20);
const hourMs = 3_600_000;

type Call = {
  readonly secondsAgo: number;
  readonly seconds?: number;
  readonly completed?: 0 | 1;
  readonly agent?: number;
};

function recentCalls(calls: readonly Call[], isComplete = true): RecentCalls {
  return {
    startsMs: Float64Array.from(calls, ({ secondsAgo }) => nowMs - secondsAgo * 1000),
    seconds: Float64Array.from(calls, ({ seconds }) => seconds ?? Number.NaN),
    completed: Int8Array.from(calls, ({ completed }) => completed ?? -1),
    skill: Int32Array.from(calls, () => 1),
    session: Int32Array.from(calls, () => 1),
    agent: Int32Array.from(calls, ({ agent }) => agent ?? 0),
    source: Int32Array.from(calls, () => 9),
    isComplete,
  };
}

function analyzer(log: Partial<CapacityLog>, kind: SkillKind = 'tool'): CapacityAnalyzer {
  return new CapacityAnalyzer({
    log: {
      recentCalls: async () => recentCalls([]),
      hourLoads: async () => [],
      toolLoads: async () => [],
      skillNames: async () => new Map([[1, { skillName: 'Bash', kind }]]),
      sessionNames: async () => new Map([[1, { sessionId: 's1', projectId: undefined }]]),
      labels: async () => new Map([[9, 'test']]),
      taskCalls: async () => [],
      kindsOf: async () => [],
      firstCallMs: async () => 0,
      ...log,
    },
    durations: { durationQuantiles: async () => [{ skillName: 'Bash', kind: 'tool', p50: 20, p95: 60 }] },
  });
}

test('where only the newest calls were looked at, the window begins with them and the answer says so', async () => {
  const log = { recentCalls: async () => recentCalls([{ secondsAgo: 600, seconds: 1, completed: 1 }], false) };

  const { window, isComplete } = await analyzer(log).agentsStatus({ nowMs });

  expect(isComplete).toBe(false);
  expect(window.since).toBe('2026-02-09T12:10:00.000Z');
});

test('a call without an end runs as long as its own tool may take, and not a second longer', async () => {
  // 60 s at the 95th percentile and 20 s in the middle: three minutes.
  const statusOf = async (secondsAgo: number) => {
    const { agents } = await analyzer({ recentCalls: async () => recentCalls([{ secondsAgo }]) }).agentsStatus({
      nowMs,
    });
    return agents[0];
  };

  expect(await statusOf(180)).toMatchObject({ status: 'BUSY', reason: 'running', openCalls: 1, overdueCalls: 0 });
  expect(await statusOf(181)).toMatchObject({ status: 'IDLE', openCalls: 0, overdueCalls: 1 });
});

test('two failures in a row are no error yet, a third is, and an hour later it is past', async () => {
  const failures = (count: number, lastSecondsAgo: number): readonly Call[] =>
    Array.from({ length: count }, (_, index) => ({
      secondsAgo: lastSecondsAgo + (count - index) * 10,
      seconds: 1,
      completed: 0 as const,
    }));
  const statusOf = async (calls: readonly Call[]) =>
    (await analyzer({ recentCalls: async () => recentCalls(calls) }).agentsStatus({ nowMs })).agents[0]?.status;

  expect(await statusOf(failures(2, 300))).toBe('IDLE');
  expect(await statusOf(failures(3, 300))).toBe('ERROR');
  expect(await statusOf(failures(3, 3_700))).toBe('IDLE');
  expect(await statusOf([...failures(3, 300), { secondsAgo: 200, seconds: 1, completed: 1 }])).toBe('IDLE');
});

test('calls of a subagent take up nobody: what it does is counted call by call', async () => {
  const log = { recentCalls: async () => recentCalls([{ secondsAgo: 3_000, seconds: 2_000, completed: 1 }]) };

  expect((await analyzer(log).predictiveCapacity({ nowMs })).system.peakConcurrency).toBe(1);
  expect((await analyzer(log, 'subagent').predictiveCapacity({ nowMs })).system.peakConcurrency).toBe(0);
});

test('the next whole hour is forecast from the hours that are over, the running one left out', async () => {
  const { calls } = simulateHourlyLoad({ seed: 3, weeks: 4, callsPerHour: 50, wandering: 0.1 });
  const until = Math.floor(nowMs / hourMs);
  const asked: number[] = [];
  const log: Partial<CapacityLog> = {
    hourLoads: async ({ fromHour, toHour }) => {
      asked.push(fromHour, toHour);
      // The world begins on a Monday, 1970-01-05 is the first of the epoch.
      return Array.from({ length: toHour - fromHour }, (_, index) => ({
        hour: fromHour + index,
        calls: calls[(fromHour + index - 96) % 168] ?? 0,
        busySeconds: 50_000,
      }));
    },
  };

  const { nextHour } = await analyzer(log).predictiveCapacity({ nowMs, servers: 2 });

  expect(asked).toEqual([until - 504, until]);
  expect(nextHour.window).toEqual({ since: '2026-02-09T13:00:00.000Z', until: '2026-02-09T14:00:00.000Z' });
  // The same week over and over: the same hour of it is known exactly.
  expect(nextHour.calls).toMatchObject({
    kind: 'forecast',
    expected: calls[13],
    backtest: { meanAbsoluteError: expect.closeTo(0, 6), coverage: 1 },
  });
  // Two servers have 7,200 seconds in an hour.
  expect(nextHour.busySeconds).toMatchObject({ expected: 7_200, upper: 7_200 });
});

test('a log of a few days has no forecast', async () => {
  const log = { firstCallMs: async () => nowMs - 5 * 24 * hourMs };

  const { nextHour } = await analyzer(log).predictiveCapacity({ nowMs });

  expect(nextHour.calls).toEqual({ kind: 'insufficient-data', requiredHours: 240, actualHours: 119 });
});

test('hours are read anew after a minute, when the hour turns, and when they could not be read', async () => {
  let reads = 0;
  let isBroken = true;
  const kept = analyzer({
    hourLoads: async () => {
      reads += 1;
      if (isBroken) throw new Error('busy');
      return [];
    },
  });
  const ask = async (atMs: number) => kept.predictiveCapacity({ nowMs: atMs });

  await expect(ask(nowMs)).rejects.toThrow('busy');
  isBroken = false;
  await ask(nowMs);
  await ask(nowMs + 59_000);
  expect(reads).toBe(2);
  await ask(nowMs + 60_000);
  expect(reads).toBe(3);
  await ask(nowMs + 40 * 60_000 - 1000);
  await ask(nowMs + 40 * 60_000);
  expect(reads).toBe(5);
  expect((await ask(nowMs - 1)).nextHour.window.since).toBe('2026-02-09T13:00:00.000Z');
  expect(reads).toBe(6);
});

test('a queue before the agents below makes delegating slower, and here faster', async () => {
  const task = (isDelegated: boolean): readonly TaskCall[] =>
    Array.from({ length: 400 }, (_, index) => ({
      isDelegated,
      completed: index % 20 !== 0,
      seconds: 30 + (index % 5),
    }));
  // One after the other, 40 s each; the last five have no end yet, and at most one is worked on.
  const queue: readonly Call[] = [
    ...Array.from({ length: 60 }, (_, index) => ({
      secondsAgo: 3_000 - index * 40,
      seconds: 40,
      completed: 1 as const,
      agent: 5,
    })),
    ...Array.from({ length: 5 }, (_, index) => ({ secondsAgo: 20 - index, agent: 5 })),
  ];
  const log: Partial<CapacityLog> = {
    recentCalls: async () => recentCalls(queue),
    kindsOf: async () => ['tool'],
    taskCalls: async () => [...task(true), ...task(false)],
  };

  const advice = await analyzer(log).advice({ task: 'Bash', sinceMs: 0, nowMs });

  expect(advice).toMatchObject({
    advice: 'local',
    reason: 'as-good-and-faster',
    delegated: { currentQueueDepth: 4, waitSeconds: 160, medianSeconds: 32, expectedSeconds: 192 },
    local: { currentQueueDepth: 0, waitSeconds: 0, expectedSeconds: 32 },
  });
});
