import { expect, test } from 'vitest';
import { aCall, noonMs } from '../../test/open-test-log.ts';
import { openTestStorage } from '../../test/open-test-storage.ts';

const hourMs = 3_600_000;
const halfPastTwelve = noonMs + hourMs / 2;

test('gives every hour, newest first, also those in which nothing ran', async () => {
  const { at, record } = await openTestStorage();
  await record(aCall(), aCall({ invokedAtMs: noonMs - 2 * hourMs }));

  const hours = await at(halfPastTwelve).aggregateHourlyMetrics({ hours: 4 });

  expect(hours.map(({ hourTimestamp, invocationCount }) => [hourTimestamp, invocationCount])).toEqual([
    ['2026-02-10T12:00:00.000Z', 1],
    ['2026-02-10T11:00:00.000Z', 0],
    ['2026-02-10T10:00:00.000Z', 1],
    ['2026-02-10T09:00:00.000Z', 0],
  ]);
  expect(hours[1]).toMatchObject({ completionRate: null, avgDurationSeconds: null, uniqueSessions: 0 });
  expect(await at(halfPastTwelve).aggregateHourlyMetrics()).toHaveLength(24);
});

test('counts the first hour whole, whatever the minute of now', async () => {
  const { at, record } = await openTestStorage();
  await record(aCall({ invokedAtMs: noonMs - hourMs }), aCall({ invokedAtMs: noonMs - 1 }));

  const [, first] = await at(halfPastTwelve).aggregateHourlyMetrics({ hours: 2 });

  expect(first).toMatchObject({ hourTimestamp: '2026-02-10T11:00:00.000Z', invocationCount: 2 });
});

test('gives rates as fractions of the known outcomes and counts a session once', async () => {
  const { storage, record } = await openTestStorage();
  await record(
    aCall({ completed: true, durationSeconds: 1 }),
    aCall({ completed: false, durationSeconds: 2, skillName: 'lint' }),
    aCall({ completed: null, sessionId: 's2' }),
  );

  const [hour] = await storage.aggregateHourlyMetrics({ hours: 1 });

  expect(hour).toEqual({
    hourTimestamp: '2026-02-10T12:00:00.000Z',
    skillName: 'all',
    invocationCount: 3,
    completionRate: 0.5,
    avgDurationSeconds: 1.5,
    uniqueSessions: 2,
  });
});

test('narrows to one skill name, of any kind', async () => {
  const { storage, record } = await openTestStorage();
  await record(aCall(), aCall({ kind: 'subagent' }), aCall({ skillName: 'lint', sessionId: 's2' }));

  const [hour] = await storage.aggregateHourlyMetrics({ skillName: 'review', hours: 1 });

  expect(hour).toMatchObject({ skillName: 'review', invocationCount: 2, uniqueSessions: 1 });
});

test('refuses hours that are no whole number', async () => {
  const { storage } = await openTestStorage();

  await expect(storage.aggregateHourlyMetrics({ hours: 0.5 })).rejects.toThrow(RangeError);
});
