import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { anomaliesResultSchema } from '@skills/schema';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jsonOf, runSkills } from './run-skills.ts';

const home = mkdtempSync(join(tmpdir(), 'skills-anomalies-'));
const db = `file:${join(home, 'log.db')}`;
const nowText = '2026-02-10T12:00:00Z';
const now = ['--now', nowText];
const minuteMs = 60_000;
const nowMs = Date.parse(nowText);
const breaksMs = nowMs - 20 * 60 * minuteMs;

/** Three weeks of a call every half hour, nine in ten complete; for the last 20 hours one in two, with a new error. */
function events(): string {
  const lines: string[] = [];
  for (let atMs = nowMs - 21 * 1440 * minuteMs; atMs < nowMs; atMs += 30 * minuteMs) {
    const index = atMs / (30 * minuteMs);
    const isBroken = atMs >= breaksMs;
    const completed = isBroken ? index % 2 === 0 : index % 10 !== 0;
    lines.push(
      JSON.stringify({
        source: 'ci',
        kind: 'skill',
        skillName: 'deploy',
        invokedAt: new Date(atMs).toISOString(),
        completed,
        durationSeconds: 20 + (index % 7),
        sessionId: `session-${Math.floor(index / 4)}`,
        errorType: completed ? undefined : isBroken ? 'quota' : 'timeout',
      }),
    );
  }
  return `${lines.join('\n')}\n`;
}

beforeAll(async () => {
  await runSkills(['record', '-', '--db', db, ...now], { home, input: events() });
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('skills anomalies', () => {
  test('finds the drop, from what to what and since when', async () => {
    const result = anomaliesResultSchema.parse(await jsonOf(['anomalies', '--db', db, ...now], { home }));

    expect(result.recorded).toBe(false);
    expect(result.anomalies).toMatchObject([
      { skillName: 'deploy', kind: 'skill', anomalyType: 'performance_drop', state: 'open', resolvedAt: null },
    ]);
    const [drop] = result.anomalies;
    expect(drop?.baselineValue).toBeCloseTo(0.9, 1);
    // The clearest look is at a whole day, of which four hours were as usual.
    expect(drop?.observedValue).toBeGreaterThan(0.49);
    expect(drop?.observedValue).toBeLessThan(0.6);
    expect(Math.abs(Date.parse(drop?.startedAt ?? '') - breaksMs)).toBeLessThanOrEqual(3 * 60 * minuteMs);
  });

  test('shows a person what changed', async () => {
    const { out } = await runSkills(['anomalies', '--db', db, ...now], { home });

    expect(out).toContain('deploy');
    expect(out).toMatch(/works less often: (89|90) % → \d\d %/);
    expect(out).toMatch(/since 2026-02-09 1\d:00 .* standard errors · chance of a false alarm/);
    expect(out).toContain('│');
  });

  test('says so when nothing has changed', async () => {
    const { out, code } = await runSkills(['anomalies', '--db', db, '--now', '2026-02-08T12:00:00Z'], { home });

    expect(code).toBe(0);
    expect(out).toContain('Every skill behaves as it usually does.');
    expect(out).toContain('--record');
  });

  test('records once what hourly runs find, a new error among it, and later resolves it', async () => {
    const own = `file:${join(home, 'recorded.db')}`;
    const lines = events().trimEnd().split('\n');
    const broken = lines.findIndex((line) => line.includes('"quota"'));
    const run = async (at: string): Promise<ReturnType<typeof anomaliesResultSchema.parse>> =>
      anomaliesResultSchema.parse(await jsonOf(['anomalies', '--record', '--db', own, '--now', at], { home }));
    await runSkills(['record', '-', '--db', own, ...now], { home, input: `${lines.slice(0, broken).join('\n')}\n` });
    const before = await run('2026-02-09T16:00:00Z');
    await runSkills(['record', '-', '--db', own, ...now], { home, input: `${lines.slice(broken).join('\n')}\n` });
    const found = await run(nowText);
    const again = await run(nowText);

    expect(before).toMatchObject({ recorded: true, anomalies: [] });
    expect(found.recorded).toBe(true);
    expect(new Map(found.anomalies.map(({ anomalyType, detail }) => [anomalyType, detail]))).toEqual(
      new Map([
        ['new_error', 'quota'],
        ['performance_drop', null],
      ]),
    );
    expect(again.recorded).toBe(false);
    expect(again.anomalies).toEqual(found.anomalies);
    // Nothing was heard of the skill for nine days.
    const later = await run('2026-02-19T12:00:00Z');
    const drop = later.anomalies.find(({ anomalyType }) => anomalyType === 'performance_drop');
    expect(drop).toMatchObject({
      state: 'resolved',
      detectedAt: found.anomalies.find(({ detail }) => detail === null)?.detectedAt,
    });
  });

  test.each([
    [['--threshold', '0'], '--threshold 0'],
    [['--threshold', 'NaN'], '--threshold NaN'],
    [['--threshold', '-3'], '--threshold -3'],
    [['--since', '2027-01-01'], '--since 2027-01-01'],
    [['--since', '2026-02-01', '--until', '2026-01-01'], '--until 2026-01-01'],
    [['--record', '--until', '2026-02-01'], '--until 2026-02-01 with --record'],
  ])('refuses %j and names it', async (words, named) => {
    const { code, error, out } = await runSkills(['anomalies', '--db', db, ...now, ...words], { home });

    expect(code).toBe(2);
    expect(out).toBe('');
    expect(error).toContain(named);
  });
});
