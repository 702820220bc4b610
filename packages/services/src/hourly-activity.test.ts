import { hourlyResultSchema } from '@skills/schema';
import { expect, test } from 'vitest';
import { dayWindow, hourWindow, midnightMs, skillBucket } from '../test/read-models.ts';
import { HourlyActivity } from './hourly-activity.ts';

test('hours come oldest first, the most used skill of an hour first', async () => {
  const activity = new HourlyActivity({
    rollups: {
      skillBuckets: async () => [
        skillBucket({ skillName: 'later', startMs: midnightMs + 3_600_000 }),
        skillBucket({ skillName: 'rare', invocations: 1 }),
        skillBucket({ skillName: 'often', invocations: 9, completed: 0, failed: 0, durationCount: 0 }),
      ],
    },
  });

  const result = await activity.hourly(hourWindow);

  expect(result.hours.map(({ hour, skillName }) => [hour.slice(11, 13), skillName])).toEqual([
    ['00', 'often'],
    ['00', 'rare'],
    ['01', 'later'],
  ]);
  expect(result.hours[0]).toMatchObject({ completionRate: null, averageDurationSeconds: null, uniqueSessions: 3 });
  expect(hourlyResultSchema.parse(result)).toEqual(result);
});

test('a window of days is a broken contract', async () => {
  const activity = new HourlyActivity({ rollups: { skillBuckets: async () => [] } });

  await expect(activity.hourly(dayWindow)).rejects.toThrow(RangeError);
});
