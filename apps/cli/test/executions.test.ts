import { describe, expect, test as base } from 'vitest';
import { departures, type Shape } from './expect-shape.ts';
import { jsonOf, runSkills } from './run-skills.ts';
import { temporaryHome } from './temporary-home.ts';

const test = base.extend('home', temporaryHome);
const now = ['--now', '2026-02-10T12:30:00Z'];

function executionOf(skillName: string, index: number): string {
  return JSON.stringify({
    eventId: `${skillName}-${index}`,
    source: 'ci',
    kind: 'tool',
    skillName,
    invokedAt: new Date(Date.UTC(2026, 1, 10, 12) - index * 60_000).toISOString(),
    completed: skillName !== 'flaky' || index % 3 === 0,
    durationSeconds: 2,
    sessionId: 's1',
    taskId: `t${index}`,
    agentId: 'a1',
    errorType: skillName === 'flaky' ? 'timeout' : undefined,
    costUsd: index === 0 ? 5 : 0.1,
  });
}

const input = ['steady', 'flaky']
  .flatMap((name) => Array.from({ length: 30 }, (_, index) => executionOf(name, index)))
  .join('\n');

const rate = { successRate: 'fraction?', successRateLower: 'fraction?', successRateUpper: 'fraction?' } as const;
const window = { since: 'time', until: 'time' } as const;
const shapes: readonly (readonly [words: readonly string[], shape: Shape])[] = [
  [
    ['pipeline'],
    {
      timestamp: 'time',
      window,
      last24Hours: {
        totalTasks: 'count',
        successfulTasks: 'count',
        failedTasks: 'count',
        ...rate,
        toolBreakdown: { steady: { total: 'count', successful: 'count' } },
      },
      tools: [{ toolName: 'text', kind: 'text', total: 'count', ...rate, averageDurationSeconds: 'seconds?' }],
      hours: [{ hour: 'time', total: 'count' }],
    },
  ],
  [
    ['tools', '--update'],
    {
      timestamp: 'time',
      window,
      confidenceDistribution: { highConfidence: 'count', mediumConfidence: 'count', lowConfidence: 'count' },
      toolProfiles: [
        {
          toolName: 'text',
          totalExecutions: 'count',
          ...rate,
          avgCost: 'usd?',
          avgDuration: 'seconds?',
          confidenceLevel: 'text',
          seedConfidenceLevel: 'text',
        },
      ],
      changes: [{ toolName: 'text', changedAt: 'time', toLevel: 'text' }],
      recommendations: [{ tool: 'text', reason: 'text', executions: 'count', failed: 'count', recommendation: 'text' }],
    },
  ],
  [
    ['risks'],
    {
      timestamp: 'time',
      failurePatterns: [
        { toolName: 'text', failed: 'count', recent: [{ taskId: 'text?', timestamp: 'time', duration: 'seconds?' }] },
      ],
      costAnomalies: [{ taskId: 'text?', cost: 'usd', tool: 'text', bySeed: 'boolean', byRobust: 'boolean' }],
    },
  ],
];

test.for(shapes)('skills %j with --json is what it was told to be', async ([words, shape], { home }) => {
  await runSkills(['record', '-'], { home, input });

  expect(departures(await jsonOf([...words, ...now], { home }), shape)).toEqual([]);
});

describe('skills tools', () => {
  test('shows both levels, and only those that are asked for', async ({ home }) => {
    await runSkills(['record', '-'], { home, input });
    const page = (await runSkills(['tools', '--level', 'low', ...now], { home })).out;

    expect(page).toMatch(/flaky +tool +30 +20 +33 %.* low +low/);
    expect(page).not.toMatch(/steady +tool/);
  });

  test.for([
    [['--level', 'best'], '--level best'],
    [['--keep-hourly', '0'], '--keep-hourly 0'],
    [['--keep-raw', 'x'], '--keep-raw x'],
    [['--limit', '0'], '--limit 0'],
    [['--keep-hourly', '10', '--rolling', '20'], 'tier3Hours 480'],
  ] as const)('refuses %j and names it', async ([words, named], { home }) => {
    const run = await runSkills(['tools', ...words, ...now], { home });

    expect(run.code).toBe(2);
    expect(run.error).toContain(named);
    expect(run.out).toBe('');
  });
});
