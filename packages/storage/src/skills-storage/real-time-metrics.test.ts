import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aCall, noonMs } from '../../test/open-test-log.ts';
import { openTestStorage } from '../../test/open-test-storage.ts';

const hourMs = 3_600_000;
const minuteMs = 60_000;

test('ranks the skills of the last hour, with averages over known durations', async () => {
  const { storage, record } = await openTestStorage();
  await record(
    aCall({ durationSeconds: 2 }),
    aCall({ durationSeconds: 4, completed: false, invokedAtMs: noonMs - 59 * minuteMs }),
    aCall({ completed: null, invokedAtMs: noonMs - 1 }),
    aCall({ skillName: 'lint', kind: 'tool' }),
    aCall({ skillName: 'old', invokedAtMs: noonMs - 61 * minuteMs }),
  );

  expect(await storage.getRealTimeMetrics()).toEqual([
    {
      skillName: 'review',
      invocationCount: 3,
      completedCount: 1,
      failedCount: 1,
      avgDurationSeconds: 3,
      lastInvocationAt: new Date(noonMs).toISOString(),
    },
    expect.objectContaining({ skillName: 'lint', avgDurationSeconds: null }),
  ]);
  expect(await storage.getRealTimeMetrics({ kind: 'tool' })).toHaveLength(1);
  expect(await storage.getRealTimeMetrics({ limit: 1 })).toHaveLength(1);
});

test('slides with the clock, so that a window empties when nothing more comes', async () => {
  const { at, record } = await openTestStorage();
  const spread = Array.from({ length: 220 }, (_, index) => aCall({ invokedAtMs: noonMs - index * 81_818 }));
  await record(...spread);

  const counts = await Promise.all(
    [0, 1, 4, 6].map(
      async (hours) => (await at(noonMs + hours * hourMs).getRealTimeMetrics())[0]?.invocationCount ?? 0,
    ),
  );

  // 220 calls over five hours are 44 an hour; an hour on, only the call at noon is still within the last hour.
  expect(counts).toEqual([45, 1, 0, 0]);
});

test('counts between any two moments as the log does, whatever part comes from rollups', async () => {
  const offsets = fc.array(fc.nat(60 * 60), { maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(offsets, fc.nat(59), fc.integer({ min: 1, max: 50 }), async (minutesBack, minute, hours) => {
      const { at, record } = await openTestStorage();
      const nowMs = noonMs + minute * minuteMs;
      await record(...minutesBack.map((minutes) => aCall({ invokedAtMs: nowMs - minutes * minuteMs })));

      const [metrics] = await at(nowMs).getRealTimeMetrics({ timeWindowHours: hours });

      expect(metrics?.invocationCount ?? 0).toBe(minutesBack.filter((minutes) => minutes <= hours * 60).length);
    }),
    { numRuns: 60 },
  );
});

test('refuses a window that is none', async () => {
  const { storage } = await openTestStorage();

  await expect(storage.getRealTimeMetrics({ timeWindowHours: 0 })).rejects.toThrow(RangeError);
  await expect(storage.getRealTimeMetrics({ limit: 1.5 })).rejects.toThrow(RangeError);
});
