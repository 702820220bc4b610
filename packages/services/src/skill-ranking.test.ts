import { topResultSchema } from '@skills/schema';
import { expect, test } from 'vitest';
import { dayWindow, midnightMs, skillCounts } from '../test/read-models.ts';
import { SkillRanking } from './skill-ranking.ts';

test('every row carries the rate among known outcomes with the interval of Wilson', async () => {
  const ranking = new SkillRanking({
    rollups: {
      skillCounts: async () => [skillCounts({ invocations: 15, completed: 8, failed: 2 })],
      durationQuantiles: async () => [{ p50: 2, p95: 9 }],
    },
  });

  const result = await ranking.top(dayWindow);

  // scipy.stats.binomtest(8, 10).proportion_ci(method="wilson")
  expect(result.skills[0]).toMatchObject({
    invocations: 15,
    completionRate: 0.8,
    completionRateLower: expect.closeTo(0.490162, 6),
    completionRateUpper: expect.closeTo(0.943318, 6),
    averageDurationSeconds: 2.5,
    p50DurationSeconds: 2,
    p95DurationSeconds: 9,
    lastInvokedAt: new Date(midnightMs).toISOString(),
  });
  expect(result.window).toEqual({ since: '2026-02-07T00:00:00.000Z', until: '2026-02-11T00:00:00.000Z' });
  expect(topResultSchema.parse(result)).toEqual(result);
});

test('a skill without a known outcome or duration has neither a rate nor an average', async () => {
  const ranking = new SkillRanking({
    rollups: {
      skillCounts: async () => [skillCounts({ completed: 0, failed: 0, durationCount: 0, durationSecondsSum: 0 })],
      durationQuantiles: async () => [{ p50: null, p95: null }],
    },
  });

  const [row] = await ranking.rows(dayWindow);

  expect(row).toMatchObject({
    completionRate: null,
    completionRateLower: null,
    completionRateUpper: null,
    averageDurationSeconds: null,
  });
});

test('the filter reaches both questions', async () => {
  const asked: unknown[] = [];
  const ranking = new SkillRanking({
    rollups: {
      skillCounts: async (_, filter) => {
        asked.push(filter);
        return [];
      },
      durationQuantiles: async (_window, skills, projectId) => {
        asked.push([skills, projectId]);
        return [];
      },
    },
  });

  await ranking.top(dayWindow, { kind: 'tool', projectId: 'web-0a1b2c', limit: 5 });

  expect(asked).toEqual([{ kind: 'tool', projectId: 'web-0a1b2c', limit: 5 }, [[], 'web-0a1b2c']]);
});
