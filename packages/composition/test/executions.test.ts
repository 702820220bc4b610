import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionRecord } from '@skills/schema';
import {
  pipelineResultSchema,
  risksResultSchema,
  systemLearningSchema,
  toolRecommendationsSchema,
} from '@skills/schema';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { compose } from '../src/compose.ts';
import type { Composition, Executions } from '../src/composition.ts';

const nowMs = Date.UTC(2026, 1, 10, 12, 30);
const minuteMs = 60_000;
const dayMs = 86_400_000;

type World = { readonly url: string; open(atMs?: number): Promise<Executions['engine']> };

/** A database in a file; each `open` is a program of its own. */
function aWorld(): World {
  const folder = mkdtempSync(join(tmpdir(), 'skills-executions-'));
  const url = `file:${join(folder, 'skills.db')}`;
  const opened: Composition[] = [];
  onTestFinished(async () => {
    for (const composition of opened) {
      // oxlint-disable-next-line no-await-in-loop -- a few
      await composition[Symbol.asyncDispose]();
    }
    rmSync(folder, { recursive: true });
  });
  return {
    url,
    async open(atMs = nowMs) {
      const composition = compose({
        databaseUrl: url,
        environment: { HOME: folder },
        nowMs: () => atMs,
        note: () => undefined,
        onSimulated: () => undefined,
      });
      opened.push(composition);
      return (await composition.executions('write')).engine;
    },
  };
}

function runs(count: number, fields: Partial<ExecutionRecord> = {}): readonly ExecutionRecord[] {
  return Array.from({ length: count }, (_, index) => ({
    toolName: 'Bash',
    success: true,
    durationSeconds: 2,
    startedAtMs: nowMs - index * 1000,
    ...fields,
  }));
}

const timeZone = process.env['TZ'];
afterEach(() => {
  if (timeZone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = timeZone;
});

describe('what the predecessor got wrong', () => {
  test('profiles survive a restart: 30 runs and one more are 31', async () => {
    const world = aWorld();
    const before = await world.open();
    await before.recordExecutions(runs(30));
    await before.runHourlyAggregation();
    const after = await world.open(nowMs + minuteMs);
    await after.recordExecution({ toolName: 'Bash', success: true });
    await after.runHourlyAggregation();

    expect((await after.getSystemLearning()).toolProfiles).toMatchObject([{ toolName: 'Bash', totalExecutions: 31 }]);
  });

  test('profiles roll: what is older than 30 days no longer counts', async () => {
    const world = aWorld();
    const then = await world.open(nowMs);
    await then.recordExecutions(runs(40, { success: false }));
    await then.recordExecutions(runs(10, { startedAtMs: nowMs + 10 * dayMs }));
    await then.runHourlyAggregation();
    expect((await then.getSystemLearning()).toolProfiles).toMatchObject([
      { confidenceLevel: 'LOW', totalExecutions: 40 },
    ]);

    const later = await world.open(nowMs + 31 * dayMs);
    await later.runHourlyAggregation();
    const { toolProfiles, changes } = await later.getSystemLearning();

    expect(toolProfiles).toMatchObject([{ totalExecutions: 10, failedExecutions: 0, confidenceLevel: 'MEDIUM' }]);
    expect(changes.map(({ fromLevel, toLevel }) => [fromLevel, toLevel])).toEqual([
      ['LOW', 'MEDIUM'],
      [null, 'LOW'],
    ]);
  });

  test('a tool that nobody registered is known by its first run, and nothing waits for ever', async () => {
    const engine = await aWorld().open();
    await engine.recordExecution({ toolName: 'never seen', success: false });

    expect(await engine.getSystemLearning()).toMatchObject({
      confidenceDistribution: { highConfidence: 0, mediumConfidence: 1, lowConfidence: 0 },
      toolProfiles: [{ toolName: 'never seen', totalExecutions: 1, successRate: 0, confidenceLevel: 'MEDIUM' }],
    });
  });

  test('three lucky runs are not HIGH, though the plain rate says so', async () => {
    const engine = await aWorld().open();
    await engine.recordExecutions(runs(3));

    expect((await engine.getSystemLearning()).toolProfiles).toMatchObject([
      { confidenceLevel: 'MEDIUM', seedConfidenceLevel: 'HIGH', successRate: 1 },
    ]);
  });

  test('averages of tokens do not drift: the mean of 3,000 whole numbers is exact', async () => {
    const engine = await aWorld().open();
    await engine.recordExecutions(
      Array.from({ length: 3_000 }, (_, index) => ({ toolName: 'Bash', success: true, tokensUsed: 100 + (index % 3) })),
    );
    await engine.runHourlyAggregation();

    expect((await engine.getSystemLearning()).toolProfiles[0]?.avgTokens).toBe(101);
  });

  test('outcomes that are not known are no failures', async () => {
    const engine = await aWorld().open();
    await engine.recordExecutions([...runs(4), ...runs(6, { success: null })]);
    const { last24Hours } = await engine.getTaskPipeline();

    expect(last24Hours).toMatchObject({
      totalTasks: 10,
      successfulTasks: 4,
      failedTasks: 0,
      unknownTasks: 6,
      successRate: 1,
    });
  });

  test.for(['Asia/Tokyo', 'America/New_York', 'UTC'])(
    'in %s fresh executions are seen, old ones are not, and none is cleaned away',
    async (zone) => {
      process.env['TZ'] = zone;
      const engine = await aWorld().open();
      await engine.recordExecutions([
        ...runs(5),
        ...runs(2, { toolName: 'Read', startedAtMs: nowMs - 26 * 60 * minuteMs }),
      ]);
      await engine.runHourlyAggregation();
      await engine.runHourlyAggregation();

      expect((await engine.getTaskPipeline()).last24Hours.toolBreakdown).toEqual({
        Bash: { total: 5, successful: 5, failed: 0 },
      });
      expect((await engine.getSystemLearning()).toolProfiles).toHaveLength(2);
    },
  );

  test('the same report twice is one execution, and two reports without an id are two', async () => {
    const engine = await aWorld().open();
    await engine.recordExecution({ executionId: 'x', toolName: 'Bash', success: true });
    await engine.recordExecution({ executionId: 'x', toolName: 'Bash', success: true });
    await engine.recordExecution({ toolName: 'Bash', success: true });
    await engine.recordExecution({ toolName: 'Bash', success: true });

    expect((await engine.getTaskPipeline()).last24Hours.totalTasks).toBe(3);
  });

  test('every answer is given where nothing was recorded', async () => {
    const engine = await aWorld().open();

    expect((await engine.getTaskPipeline()).last24Hours).toMatchObject({ totalTasks: 0, successRate: null });
    expect((await engine.getSystemLearning()).toolProfiles).toEqual([]);
    expect(await engine.getRiskPatterns()).toMatchObject({
      failurePatterns: [],
      failureClusters: [],
      costAnomalies: [],
      costs: null,
    });
    expect(await engine.getToolRecommendations()).toMatchObject({ totalRecommendations: 0 });
    expect(await engine.getApiUsageAndCosting()).toMatchObject({ costing: {}, storage: {} });
    expect(await engine.getAgentsStatus()).toMatchObject({ totalAgents: 0 });
    await engine.getPredictiveCapacity();
  });
});

describe('risks', () => {
  test('name the hour in which a good tool failed again and again, and keep it with its profile', async () => {
    const engine = await aWorld().open();
    await engine.recordExecutions(
      Array.from({ length: 400 }, (_, index) => ({
        toolName: 'deploy',
        agentId: `agent-${index % 4}`,
        success: !(index >= 200 && index < 212) && index % 50 !== 7,
        errorType: 'timeout',
        startedAtMs: nowMs - (400 - index) * 3 * minuteMs,
      })),
    );
    const { failureClusters } = await engine.getRiskPatterns();
    await engine.runHourlyAggregation();

    expect(failureClusters[0]).toMatchObject({
      name: expect.stringMatching(/deploy|timeout/),
      tools: [{ name: 'deploy' }],
    });
    expect(failureClusters.find(({ dimension }) => dimension === 'tool')).toMatchObject({
      name: 'deploy',
      errors: [{ name: 'timeout' }],
    });
    for (const { failures, expectedFailures, qValue } of failureClusters) {
      expect(failures).toBeGreaterThan(2 * expectedFailures);
      expect(qValue).toBeLessThanOrEqual(0.05);
    }
  });

  test('show costs above twice the mean, and those that only the median shows', async () => {
    const engine = await aWorld().open();
    await engine.recordExecutions([
      ...Array.from({ length: 6 }, (_, index) => runs(5, { costActual: 0.1 + index / 100 })).flat(),
      { toolName: 'Agent', success: true, taskId: 'dear', costActual: 50, startedAtMs: nowMs - minuteMs },
      { toolName: 'Agent', success: true, taskId: 'hidden', costActual: 0.9, startedAtMs: nowMs - minuteMs },
    ]);

    expect((await engine.getRiskPatterns()).costAnomalies).toMatchObject([
      { taskId: 'dear', tool: 'Agent', bySeed: true, byRobust: true },
      { taskId: 'hidden', tool: 'Agent', bySeed: false, byRobust: true },
    ]);
  });
});

describe('recommendations', () => {
  /** 40 tasks in which `flaky` fails; what follows is `next`, or `flaky` again, which mostly fails. */
  function tasks(next: string, agentOfNext?: string): readonly ExecutionRecord[] {
    return Array.from({ length: 40 }, (_, index) => {
      // The hours are over: what follows a failure of the running one is not known yet.
      const startedAtMs = nowMs - (index + 4) * 20 * minuteMs;
      const second = index % 2 === 0 ? next : 'flaky';
      const sessionId = `session-${index}`;
      return [
        { toolName: 'flaky', success: false, sessionId, startedAtMs },
        {
          toolName: second,
          success: second !== 'flaky' || index % 8 === 1,
          sessionId,
          startedAtMs: startedAtMs + minuteMs,
          agentId: second === next ? agentOfNext : undefined,
        },
      ];
    }).flat();
  }

  test('name the tool that helped in its place, with counts and interval', async () => {
    const engine = await aWorld().open();
    await engine.recordExecutions(tasks('steady'));
    const { recommendations } = await engine.getToolRecommendations();

    expect(recommendations).toMatchObject([
      {
        tool: 'flaky',
        failed: 55,
        executions: 60,
        retry: { tried: 20, resolved: 5 },
        fallbacks: [{ toolName: 'steady', tried: 20, resolved: 20, rate: 1 }],
      },
    ]);
    expect(recommendations[0]?.fallbacks[0]?.advantageLower).toBeGreaterThan(0.3);
  });

  test('name nothing where another session or agent succeeded', async () => {
    const engine = await aWorld().open();
    await engine.recordExecutions(tasks('steady', 'somebody else'));

    expect((await engine.getToolRecommendations()).recommendations).toMatchObject([{ tool: 'flaky', fallbacks: [] }]);
  });
});

test('answers are what their schemas say', async () => {
  const engine = await aWorld().open();
  await engine.recordExecutions([
    ...runs(30, { costActual: 0.01, tokensUsed: 5 }),
    ...runs(30, { toolName: 'x', success: false }),
  ]);
  await engine.runHourlyAggregation();

  const answers = [
    pipelineResultSchema.safeParse(await engine.getTaskPipeline()),
    systemLearningSchema.safeParse(await engine.getSystemLearning()),
    risksResultSchema.safeParse(await engine.getRiskPatterns()),
    toolRecommendationsSchema.safeParse(await engine.getToolRecommendations()),
  ];
  expect(answers.map(({ error }) => error)).toEqual([undefined, undefined, undefined, undefined]);
});

test('an engine for reading does not record', async () => {
  const world = aWorld();
  await world.open();
  await using reading = compose({
    databaseUrl: world.url,
    environment: {},
    nowMs: () => nowMs,
    note: () => undefined,
    onSimulated: () => undefined,
  });
  const { engine } = await reading.executions('read');

  await expect(engine.recordExecution({ toolName: 'Bash', success: true })).rejects.toThrow('may write');
});
