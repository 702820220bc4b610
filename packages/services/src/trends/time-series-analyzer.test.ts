import { trendResultSchema, trendsResultSchema } from '@skills/schema';
import { describe, expect, test } from 'vitest';
import { type LoggedCall, TrendLog } from '../../test/trend-log.ts';
import { TimeSeriesAnalyzer } from './time-series-analyzer.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
// A Tuesday.
const nowMs = Date.UTC(2026, 1, 10, 12);
const todayMs = nowMs - 12 * hourMs;

type DayOfCalls = {
  readonly ago: number;
  readonly calls: number;
  readonly completed?: number;
  readonly seconds?: number;
};

/** Calls spread from 8:00 to 20:00 of the day that is so many days ago. */
function callsOf(skillName: string, { ago, calls, completed = calls, seconds }: DayOfCalls): readonly LoggedCall[] {
  return Array.from({ length: calls }, (_, index) => ({
    skillName,
    atMs: todayMs - ago * dayMs + 8 * hourMs + Math.floor((index / calls) * 12 * hourMs),
    completed: index < completed,
    sessionId: `s${ago}-${index % 3}`,
    ...(seconds === undefined ? {} : { durationSeconds: seconds }),
  }));
}

function withoutOutcome(call: LoggedCall): LoggedCall {
  return { ...call, completed: null };
}

function asTool(call: LoggedCall): LoggedCall {
  return { ...call, kind: 'tool' };
}

function analyzerOf(calls: readonly LoggedCall[], now = nowMs): { analyzer: TimeSeriesAnalyzer; log: TrendLog } {
  const log = new TrendLog(calls);
  return { log, analyzer: new TimeSeriesAnalyzer({ trends: log.trends, rollups: log.rollups, now: () => now }) };
}

const daysAgo = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => count - index);
/** So that the log is older than every window. */
const oldCall: LoggedCall = { skillName: 'old', atMs: nowMs - 200 * dayMs, completed: true };

describe('detectTrend', () => {
  test('finds a falling rate, with slope, interval, fitted ends and the robust slopes beside it', async () => {
    const calls = daysAgo(10).flatMap((ago) => callsOf('review', { ago, calls: 100, completed: 40 + ago * 5 }));
    const { analyzer } = analyzerOf([oldCall, ...calls]);

    const result = await analyzer.detectTrend('review', { windowDays: 10 });

    expect(result).toMatchObject({ trend: 'declining', skillName: 'review', metric: 'completion_rate' });
    expect(result.slopePerDay).toBeCloseTo(-0.05, 3);
    expect(result.startValue).toBeCloseTo(0.9, 2);
    // The line is drawn on to today, on which nothing ran.
    expect(result.endValue).toBeCloseTo(0.45, 2);
    expect(result.theilSen?.slopePerDay).toBeCloseTo(-0.05, 3);
    expect(result.mannKendall?.pValue).toBeLessThan(0.01);
    expect(result.slopeUpper).toBeLessThan(0);
    expect(trendResultSchema.parse(result)).toEqual(result);
  });

  test('more calls are better, longer ones worse', async () => {
    const calls = daysAgo(21).flatMap((ago) => callsOf('review', { ago, calls: 70 - ago * 2, seconds: 30 - ago }));
    const { analyzer } = analyzerOf([oldCall, ...calls]);

    const counts = await analyzer.detectTrend('review', { windowDays: 21, metric: 'invocation_count' });
    const durations = await analyzer.detectTrend('review', { windowDays: 21, metric: 'avg_duration_seconds' });

    expect(counts.trend).toBe('improving');
    expect(counts.slopePerDay).toBeCloseTo(2, 1);
    expect(durations.trend).toBe('declining');
    expect(durations.slopePerDay).toBeCloseTo(1, 3);
  });

  test('today, not over yet, is shown and takes no part in the line of the calls', async () => {
    const calls = [
      ...daysAgo(30).flatMap((ago) => callsOf('review', { ago, calls: 40 + (ago % 3) })),
      ...callsOf('review', { ago: 0, calls: 9 }).filter(({ atMs }) => atMs < nowMs),
    ];
    const { analyzer } = analyzerOf([oldCall, ...calls]);

    const result = await analyzer.detectTrend('review', { metric: 'invocation_count' });

    expect(result.trend).toBe('stable');
    expect(result.endValue).toBeGreaterThan(35);
    expect(result.points.at(-1)).toMatchObject({ value: 3, adjusted: null });
    expect(result.points.at(-1)?.coverage).toBeLessThan(0.55);
  });

  test('the day on which the log begins is no day of few calls', async () => {
    const late = callsOf('review', { ago: 7, calls: 40 }).filter(({ atMs }) => atMs % dayMs > 16 * hourMs);
    const calls = [...late, ...daysAgo(6).flatMap((ago) => callsOf('review', { ago, calls: 40 + (ago % 3) }))];
    const { analyzer } = analyzerOf(calls);

    const result = await analyzer.detectTrend('review', { metric: 'invocation_count' });

    expect(result.points[0]).toMatchObject({ adjusted: null });
    expect(result.points[0]?.coverage).toBeLessThan(0.4);
    expect(result.trend).toBe('stable');
  });

  test('days after the last collection are unknown, not zero', async () => {
    const calls = daysAgo(12)
      .filter((ago) => ago > 3)
      .flatMap((ago) => callsOf('review', { ago, calls: 40 + (ago % 3) }));
    const { analyzer } = analyzerOf([oldCall, ...calls]);

    const result = await analyzer.detectTrend('review', { metric: 'invocation_count', windowDays: 12 });

    expect(result.trend).toBe('stable');
    expect(result.points.at(-1)?.day).toBe('2026-02-06T00:00:00.000Z');
  });

  test('days without a call are 0 calls once the log has begun', async () => {
    const calls = daysAgo(21)
      .filter((ago) => ago > 10)
      .flatMap((ago) => callsOf('review', { ago, calls: 30 }));
    const others = daysAgo(21).flatMap((ago) => callsOf('other', { ago, calls: 5 }));
    const { analyzer } = analyzerOf([oldCall, ...calls, ...others]);

    const result = await analyzer.detectTrend('review', { metric: 'invocation_count', windowDays: 21 });

    expect(result.trend).toBe('declining');
    expect(result.observedDays).toBe(21);
    expect(result.changePoints.map(({ at, before, after }) => [at, Math.round(before), after])).toEqual([
      ['2026-01-31T00:00:00.000Z', 30, 0],
    ]);
  });

  test('a change of level within the window is dated and sized', async () => {
    const calls = daysAgo(30).flatMap((ago) => callsOf('review', { ago, calls: 50, completed: ago > 12 ? 45 : 25 }));
    const { analyzer } = analyzerOf([oldCall, ...calls]);

    const result = await analyzer.detectTrend('review', { windowDays: 30 });

    expect(result.changePoints).toHaveLength(1);
    expect(result.changePoints[0]).toMatchObject({ at: '2026-01-29T00:00:00.000Z', before: 0.9, after: 0.5 });
    expect(result.changePoints[0]?.change).toBeCloseTo(-0.4, 10);
  });

  test('a short window learns from the weeks before it', async () => {
    const calls = daysAgo(40).flatMap((ago) =>
      callsOf('review', { ago, calls: [5, 40, 42, 41, 40, 38, 6][ago % 7] ?? 0 }),
    );
    const { analyzer } = analyzerOf([oldCall, ...calls]);

    const result = await analyzer.detectTrend('review', { metric: 'invocation_count', windowDays: 7 });

    expect(result).toMatchObject({ trend: 'stable', historyDays: 28, seasonality: { weekdayAdjusted: true } });
  });

  test('says when in the week a skill runs, and how one that is new spreads', async () => {
    const calls = [3, 2, 1].flatMap((ago) => callsOf('review', { ago, calls: 6 }));
    const { analyzer } = analyzerOf([oldCall, ...calls]);

    const { seasonality, adoption } = await analyzer.detectTrend('review');

    expect(seasonality.profile.reduce((sum, { invocations }) => sum + invocations, 0)).toBe(18);
    expect(seasonality.busiest).toEqual({ weekday: 0, hour: 8 });
    expect(adoption?.firstSeen).toBe('2026-02-07T00:00:00.000Z');
    expect(adoption?.days.map(({ cumulativeSessions }) => cumulativeSessions)).toEqual([3, 6, 9, 9]);
  });

  test('in a log that has just begun no skill is called new', async () => {
    const { analyzer } = analyzerOf([3, 2, 1].flatMap((ago) => callsOf('review', { ago, calls: 6 })));

    expect((await analyzer.detectTrend('review')).adoption).toBeNull();
  });

  test('a skill that ran before the window is not new', async () => {
    const { analyzer } = analyzerOf([30, 2].flatMap((ago) => callsOf('review', { ago, calls: 6 })));

    expect((await analyzer.detectTrend('review')).adoption).toBeNull();
  });

  test.each([
    ['three days', [3, 2, 1].flatMap((ago) => callsOf('review', { ago, calls: 100 }))],
    ['nine calls', [9, 8, 7, 6, 5, 4, 3, 2, 1].flatMap((ago) => callsOf('review', { ago, calls: 1 }))],
    ['calls before the window only', callsOf('review', { ago: 150, calls: 50 })],
  ])('%s are too little data, which is no error and no NaN', async (_, calls) => {
    const { analyzer } = analyzerOf([oldCall, ...calls]);

    const result = await analyzer.detectTrend('review', { windowDays: 10 });

    expect(result).toMatchObject({ trend: 'insufficient_data', slopePerDay: null, pValue: null, changePercent: null });
    expect(trendResultSchema.parse(result)).toEqual(result);
  });

  test('unknown outcomes count as neither', async () => {
    const calls = daysAgo(7).flatMap((ago) =>
      callsOf('review', { ago, calls: 20, completed: 16 }).concat(
        callsOf('review', { ago, calls: ago * 9 }).map(withoutOutcome),
      ),
    );
    const { analyzer } = analyzerOf([oldCall, ...calls]);

    expect(await analyzer.detectTrend('review')).toMatchObject({ trend: 'stable', slopePerDay: 0, sampleSize: 140 });
  });

  test('of two kinds of one name the one used more is meant, unless one is named', async () => {
    const calls = daysAgo(6).flatMap((ago) =>
      callsOf('review', { ago, calls: 5 })
        .map(asTool)
        .concat(callsOf('review', { ago, calls: 9 })),
    );
    const { analyzer } = analyzerOf([oldCall, ...calls]);

    expect(await analyzer.detectTrend('review')).toMatchObject({ kind: 'skill', sampleSize: 54 });
    expect(await analyzer.detectTrend('review', { kind: 'tool' })).toMatchObject({ kind: 'tool', sampleSize: 30 });
  });
});

type Refused = {
  readonly skill?: string;
  readonly metric?: string;
  readonly windowDays?: number;
  readonly untilMs?: number;
};

describe('refuses, naming the value,', () => {
  const { analyzer } = analyzerOf([oldCall]);

  test.each([
    ['an unknown skill', { skill: 'nobody' }, 'no skill "nobody"'],
    ['an unknown metric', { metric: 'speed' }, 'no metric "speed"'],
    ['a window shorter than a day', { windowDays: 0.5 }, 'got 0.5'],
    ['a window that runs backwards', { windowDays: -7 }, 'got -7'],
    ['a window that is no number', { windowDays: Number.NaN }, 'got NaN'],
    ['an endless window', { windowDays: Infinity }, 'got Infinity'],
    ['an end that is no time', { untilMs: Number.NaN }, 'got NaN'],
  ])('%s', async (_, question, message) => {
    const { skill = 'old', ...options }: Refused = question;
    await expect(analyzer.detectTrend(skill, options)).rejects.toThrow(message);
  });

  test.each([0, -1, 1.5, Number.NaN])('%d least calls and hours', async (value) => {
    await expect(analyzer.getMultiSkillTrends({ minInvocations: value })).rejects.toThrow(`got ${value}`);
    await expect(analyzer.aggregateHourlyMetrics({ hours: value })).rejects.toThrow(`got ${value}`);
    await expect(analyzer.getTimeSeriesPlotData('old', { hours: value })).rejects.toThrow(`got ${value}`);
  });
});

describe('getMultiSkillTrends', () => {
  test('asks for the days of all skills once, and flags by q-values', async () => {
    const stable = Array.from({ length: 30 }, (_, skill) =>
      daysAgo(14).flatMap((ago) =>
        callsOf(`stable-${skill}`, { ago, calls: 20, completed: 14 + ((ago * 7 + skill * 3) % 5) }),
      ),
    ).flat();
    const falling = daysAgo(14).flatMap((ago) => callsOf('falling', { ago, calls: 40, completed: 12 + ago * 2 }));
    const rare = callsOf('rare', { ago: 2, calls: 3 });
    const { analyzer, log } = analyzerOf([oldCall, ...stable, ...falling, ...rare]);

    const result = await analyzer.getMultiSkillTrends({ windowDays: 14 });

    expect(log.dayQueries).toBe(1);
    expect(result.tested).toBe(31);
    expect(result.trends[0]).toMatchObject({ skillName: 'falling', trend: 'declining', invocations: 560 });
    expect(result.trends.at(-1)).toMatchObject({ skillName: 'rare', trend: 'insufficient_data', qValue: null });
    const qValues = result.trends.flatMap(({ qValue }) => (qValue === null ? [] : [qValue]));
    expect(qValues).toEqual(qValues.toSorted((a, b) => a - b));
    expect(result.trends.filter(({ trend }) => trend === 'declining' || trend === 'improving')).toHaveLength(1);
    expect(trendsResultSchema.parse(result)).toEqual(result);
  });

  test('a p below 0.05 alone is not enough among many skills', async () => {
    // A line of p = 0.004 among 60 skills that do not change.
    const flat = Array.from({ length: 60 }, (_, skill) =>
      daysAgo(14).flatMap((ago) => callsOf(`flat-${skill}`, { ago, calls: 10, completed: 8 })),
    ).flat();
    const odd = daysAgo(14).flatMap((ago) =>
      callsOf('odd', { ago, calls: 10, completed: ago > 11 ? 10 : 7 + (ago % 2) }),
    );
    const { analyzer } = analyzerOf([oldCall, ...flat, ...odd]);

    const alone = await analyzer.detectTrend('odd', { windowDays: 14 });
    const among = (await analyzer.getMultiSkillTrends({ windowDays: 14 })).trends.find(
      ({ skillName }) => skillName === 'odd',
    );

    expect(alone.trend).toBe('declining');
    expect(among?.pValue).toBe(alone.pValue);
    expect(among?.trend).toBe('stable');
  });

  test('an empty log has no trends', async () => {
    const { analyzer } = analyzerOf([]);

    expect(await analyzer.getMultiSkillTrends()).toMatchObject({ tested: 0, trends: [] });
  });
});

describe('hour by hour', () => {
  const calls: readonly LoggedCall[] = [
    { skillName: 'review', atMs: nowMs - 90 * 60_000, completed: true, durationSeconds: 2, sessionId: 'a' },
    { skillName: 'review', atMs: nowMs - 80 * 60_000, completed: false, durationSeconds: 6, sessionId: 'b' },
    { skillName: 'review', atMs: nowMs, completed: null, sessionId: 'a' },
    { skillName: 'audit', atMs: nowMs, completed: true, sessionId: 'a' },
    { skillName: 'audit', atMs: nowMs - 30 * hourMs, completed: true, sessionId: 'a' },
  ];

  test('metrics come by skill and hour, rates as fractions, durations of every call', async () => {
    const { analyzer } = analyzerOf(calls);

    expect(await analyzer.aggregateHourlyMetrics()).toEqual([
      {
        timestamp: '2026-02-10T12:00:00.000Z',
        skillName: 'audit',
        kind: 'skill',
        invocationCount: 1,
        completionRate: 1,
        avgDurationSeconds: null,
        uniqueSessions: 1,
      },
      {
        timestamp: '2026-02-10T10:00:00.000Z',
        skillName: 'review',
        kind: 'skill',
        invocationCount: 2,
        completionRate: 0.5,
        avgDurationSeconds: 4,
        uniqueSessions: 2,
      },
      expect.objectContaining({ timestamp: '2026-02-10T12:00:00.000Z', skillName: 'review', completionRate: null }),
    ]);
  });

  test('one skill may be asked for', async () => {
    const { analyzer } = analyzerOf(calls);

    const metrics = await analyzer.aggregateHourlyMetrics({ skillName: 'audit', hours: 48 });

    expect(metrics.map(({ skillName }) => skillName)).toEqual(['audit', 'audit']);
  });

  test('a plot has every hour: no calls are 0 calls and no rate', async () => {
    const { analyzer } = analyzerOf(calls);

    const rate = await analyzer.getTimeSeriesPlotData('review', { hours: 3 });
    const count = await analyzer.getTimeSeriesPlotData('review', { hours: 3, metric: 'invocation_count' });

    expect(rate).toEqual({
      skillName: 'review',
      metric: 'completion_rate',
      timestamps: ['2026-02-10T10:00:00.000Z', '2026-02-10T11:00:00.000Z', '2026-02-10T12:00:00.000Z'],
      values: [0.5, null, null],
    });
    expect(count.values).toEqual([2, 0, 1]);
  });
});
