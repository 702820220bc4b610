import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hourlyResultSchema, trendResultSchema, trendsResultSchema } from '@skills/schema';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { departures } from './expect-shape.ts';
import { jsonOf, runSkills } from './run-skills.ts';

// A simulated world whose drifts are known: db-migrate from 93 % to 63 %, bundle-analyze to three times its duration,
// pdf-extract in versions of 62, 74 and 90 %, all over 60 days.
const now = ['--now', '2026-02-10T12:00:00Z'];
const home = mkdtempSync(join(tmpdir(), 'skills-trend-'));
const here = { home, environment: { SKILLS_DATABASE_URL: `file:${join(home, 'world.db')}` } };
const twoMonths = ['--window', '60d', ...now];

beforeAll(async () => {
  await jsonOf(['demo', '--scale', 'medium', '--db', `file:${join(home, 'world.db')}`, ...now], { home });
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('skills trend SKILL', () => {
  test('finds a planted drift of the rate and its size', async () => {
    const result = trendResultSchema.parse(await jsonOf(['trend', 'db-migrate', ...twoMonths], here));

    expect(result).toMatchObject({ trend: 'declining', metric: 'completion_rate', kind: 'skill' });
    expect(result.startValue).toBeCloseTo(0.93, 1);
    expect(result.endValue).toBeCloseTo(0.63, 1);
    expect(result.slopeLower).toBeLessThan(-0.005);
    expect(result.slopeUpper).toBeGreaterThan(-0.3 / 60 - 0.002);
  });

  test('finds a planted drift of the duration', async () => {
    const words = ['trend', 'bundle-analyze', '--metric', 'avg_duration_seconds', ...twoMonths];
    const result = trendResultSchema.parse(await jsonOf(words, here));

    expect(result.trend).toBe('declining');
    expect((result.endValue ?? 0) / (result.startValue ?? 1)).toBeGreaterThan(2.3);
    expect((result.endValue ?? 0) / (result.startValue ?? 1)).toBeLessThan(4);
  });

  test('dates a planted change of level', async () => {
    const result = trendResultSchema.parse(await jsonOf(['trend', 'pdf-extract', ...twoMonths], here));

    // Version 2.0.0 came after 70 % of the 60 days.
    const change = result.changePoints.find(
      ({ at }) => Math.abs(Date.parse(at) - Date.UTC(2026, 0, 23, 12)) < 7 * 86_400_000,
    );
    expect(change?.change).toBeGreaterThan(0.1);
  });

  test('the JSON has the names, types and units agreed on', async () => {
    const result = await jsonOf(['trend', 'db-migrate', ...twoMonths], here);

    const shape = {
      skillName: 'text',
      metric: 'text',
      trend: 'text',
      startValue: 'fraction',
      endValue: 'fraction',
      pValue: 'fraction',
      changePoints: [{ at: 'time', before: 'fraction', after: 'fraction', pValue: 'fraction' }],
    } as const;
    expect(departures(result, shape)).toEqual([]);
    expect(result).toMatchObject({
      slopePerDay: expect.any(Number),
      slopeLower: expect.any(Number),
      slopeUpper: expect.any(Number),
      changePercent: expect.any(Number),
    });
  });

  test('looks back a week unless told otherwise, in whole days, from the end of the window', async () => {
    const week = trendResultSchema.parse(await jsonOf(['trend', 'Bash', ...now], here));
    const earlier = trendResultSchema.parse(await jsonOf(['trend', 'Bash', '--until', '2026-02-01', ...now], here));
    const since = trendResultSchema.parse(await jsonOf(['trend', 'Bash', '--since', '2026-01-05', ...now], here));

    expect(week.window).toEqual({ since: '2026-02-03T00:00:00.000Z', until: '2026-02-11T00:00:00.000Z' });
    expect(earlier.window).toEqual({ since: '2026-01-25T00:00:00.000Z', until: '2026-02-01T00:00:00.000Z' });
    expect(since.window.since).toBe('2026-01-05T00:00:00.000Z');
  });

  test('the counts of its days are those of the hours', async () => {
    const words = ['trend', 'Bash', '--metric', 'invocation_count', ...twoMonths];
    const { points } = trendResultSchema.parse(await jsonOf(words, here));
    const { hours } = hourlyResultSchema.parse(await jsonOf(['hourly', 'Bash', '--since', '2026-01-20', ...now], here));

    const ofDay = hours.filter(({ hour }) => hour.startsWith('2026-02-03'));
    expect(points.find(({ day }) => day.startsWith('2026-02-03'))?.value).toBe(
      ofDay.reduce((sum, { invocations }) => sum + invocations, 0),
    );
  });
});

test('skills trend flags what was planted among all skills, and little else', async () => {
  const result = trendsResultSchema.parse(await jsonOf(['trend', ...twoMonths], here));

  const flagged = result.trends.filter(({ trend }) => trend === 'improving' || trend === 'declining');
  expect(result.tested).toBeGreaterThan(50);
  expect(flagged.map(({ skillName }) => skillName)).toEqual(expect.arrayContaining(['db-migrate', 'pdf-extract']));
  expect(flagged.length).toBeLessThanOrEqual(4);
  expect(result.trends.every(({ qValue, pValue }) => (qValue ?? 1) >= (pValue ?? 0))).toBe(true);
});

describe('for people', () => {
  test.each([
    ['trend', 'pdf-extract', '--window', '60d'],
    ['trend', 'Bash', '--metric', 'invocation_count'],
    ['trend', '--window', '30d', '--limit', '5'],
    ['hourly', '--since', '7d'],
  ])('skills %s %s fits 80 columns, has a chart or a table, and no colour in a pipe', async (...words) => {
    const run = await runSkills([...words, ...now], here);

    expect(run).toMatchObject({ code: 0, error: '' });
    expect(run.out).not.toContain('\u001b');
    expect(run.out.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(run.out.split('\n').length).toBeGreaterThan(8);
  });

  test('a change of level is marked in the chart and named with its date', async () => {
    const { out } = await runSkills(['trend', 'pdf-extract', ...twoMonths], here);

    expect(out).toMatch(/┊/);
    expect(out).toMatch(/Changes of level\n.*\n {2}2026-0\d-\d\d/);
  });
});

describe('refuses in one line, naming the value,', () => {
  test.each([
    ['an unknown skill', ['trend', 'nobody'], '"nobody"'],
    ['an unknown metric', ['trend', 'Bash', '--metric', 'speed'], '--metric speed'],
    ['a window below a day', ['trend', 'Bash', '--window', '5h'], '--window 5h'],
    ['a window that is none', ['trend', 'Bash', '--window', 'NaN'], '--window NaN'],
    ['dates the wrong way round', ['trend', 'Bash', '--since', '2026-02-09', '--until', '2026-02-01'], '2026-02-09'],
    ['two windows', ['trend', 'Bash', '--window', '7d', '--since', '3d'], 'one of them'],
    ['a limit of 0', ['trend', '--limit', '0'], '--limit 0'],
  ])('%s', async (_, words, message) => {
    const run = await runSkills([...words, ...now], here);

    expect(run).toMatchObject({ code: 2, out: '' });
    expect(run.error).toContain(message);
    expect(run.error.trim().split('\n')).toHaveLength(1);
  });
});
