import type { CallCounter } from '@skills/schema';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { UsageCost } from '../usage-cost.ts';
import { keptAnomalies, keptUnpricedTokens, keptUsage, numbersToKeep } from './kept-counters.ts';
import type { Counters, MetricsReportDependencies, SeriesLimits } from './metrics-ports.ts';
import { MetricsReport } from './metrics-report.ts';
import { seriesLimits } from './series-limits.ts';

const minuteMs = 60_000;

function cost(model: string, tokens: number, parts: Partial<UsageCost> = {}): UsageCost {
  return {
    model,
    skillName: null,
    messages: tokens,
    tokens: { input: tokens, output: 0, cacheRead: 0, cacheCreation: 0 },
    costUsd: tokens / 1000,
    unpricedTokens: 0,
    ...parts,
  };
}

const raised = (numbers: ReadonlyMap<string, number>, before: Counters): Counters =>
  new Map([
    ...before,
    ...Array.from(
      numbers,
      ([key, logged]) =>
        [
          key,
          { logged, counted: (before.get(key)?.counted ?? 0) + Math.max(0, logged - (before.get(key)?.logged ?? 0)) },
        ] as const,
    ),
  ]);

type World = {
  version: string;
  usage: readonly UsageCost[];
  calls: readonly CallCounter[];
  sessions: number;
  keeps: 'fine' | 'fails';
  stored: string[];
  asked: number;
  funnels: number;
  problems: unknown[];
  limits: SeriesLimits;
};

function worldReport(parts: Partial<World> = {}): { readonly world: World; readonly report: MetricsReport<string> } {
  const world: World = {
    version: '1',
    usage: [],
    calls: [],
    sessions: 0,
    keeps: 'fine',
    stored: [],
    asked: 0,
    funnels: 0,
    problems: [],
    limits: seriesLimits,
    ...parts,
  };
  let kept: Counters = new Map();
  const failing = (): Promise<never> => Promise.reject(new Error('read-only'));
  const dependencies: MetricsReportDependencies<string> = {
    slots: {
      slots: async () => [...world.stored],
      candidates: async (slots) =>
        world.calls.map(({ skillName }) => skillName).filter((name) => !slots.includes(name)),
      keep: async (slots) => (world.keeps === 'fails' ? failing() : void world.stored.push(...slots)),
      forget: async () => void world.stored.splice(0),
    },
    totals: {
      calls: async (slots) => world.calls.filter(({ skillName }) => slots.includes(skillName)),
      durations: async () => [],
      invocations: async () => [],
      folded: async () => 3,
    },
    counters: {
      raise: async (numbers) => (world.keeps === 'fails' ? failing() : (kept = raised(numbers, kept))),
      raised,
    },
    gauges: {
      activeSessions: async () => world.sessions,
      anomaliesDetected: async () => [],
      anomaliesOpen: async () => [],
      tools: async () => [],
    },
    rollups: {
      skillCounts: async () => [
        {
          skillName: 'a',
          kind: 'skill',
          invocations: 10,
          completed: 8,
          failed: 2,
          durationCount: 0,
          durationSecondsSum: 0,
          lastInvokedAtMs: 0,
          sessions: 1,
        },
        {
          skillName: 'b',
          kind: 'skill',
          invocations: 4,
          completed: 0,
          failed: 0,
          durationCount: 0,
          durationSecondsSum: 0,
          lastInvokedAtMs: 0,
          sessions: 1,
        },
      ],
    },
    funnels: {
      funnel: async () => {
        world.funnels += 1;
        return [];
      },
    },
    usage: { costs: async () => world.usage },
    operations: { totals: async () => [] },
    database: {
      status: async () => {
        world.asked += 1;
        return { events: 14, lastEventAtMs: null, sizeBytes: 4096 };
      },
      version: async () => world.version,
    },
    limits: world.limits,
    onProblem: (problem) => world.problems.push(problem),
  };
  return { world, report: new MetricsReport(dependencies) };
}

describe('MetricsReport', () => {
  test('asks a database that has not changed for its active sessions alone, and for all after five minutes', async () => {
    const { world, report } = worldReport();
    await report.snapshot(0);
    world.sessions = 7;

    const unchanged = await report.snapshot(minuteMs);
    expect(world.funnels).toBe(1);
    const asked = world.asked;
    await report.snapshot(5 * minuteMs + 1);
    world.version = '2';
    await report.snapshot(5 * minuteMs + 2);
    expect(world.funnels).toBe(2);

    expect(unchanged).toMatchObject({ takenAtMs: minuteMs, activeSessions: 7, events: 14 });
    expect([asked, world.asked]).toEqual([1, 3]);
  });

  test('has a rate only for a skill with a known outcome, with its interval', async () => {
    const { completion } = await worldReport().report.snapshot(0);

    // scipy.stats.binomtest(8, 10).proportion_ci(method="wilson")
    expect(completion).toEqual([
      { skillName: 'a', completionRate: 0.8, lower: expect.closeTo(0.4902, 4), upper: expect.closeTo(0.9433, 4) },
    ]);
  });

  test('counters go on where they are even if nothing can be written', async () => {
    const { world, report } = worldReport({
      keeps: 'fails',
      usage: [cost('opus', 100)],
      calls: [{ skillName: 'a', workflowPhase: 'unknown', completed: 1, failed: 0, unknown: 0 }],
    });
    await report.snapshot(0);
    world.version = '2';
    world.usage = [cost('opus', 10)];
    await report.snapshot(1);
    world.version = '3';
    world.usage = [cost('opus', 15)];

    const { usage, calls } = await report.snapshot(2);

    expect(usage).toMatchObject([{ model: 'opus', inputTokens: 105 }]);
    expect(calls).toHaveLength(1);
    expect(world.problems.length).toBeGreaterThan(0);
  });

  test('chooses anew when it is told to', async () => {
    const { world, report } = worldReport({ stored: ['old'] });
    await report.snapshot(0);

    await report.regroup();

    expect(world.stored).toEqual([]);
  });
});

describe('counters that are kept', () => {
  test('never go down, however usage is pruned, priced anew or spread over models', () => {
    const usages = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.nat(1000)), { maxLength: 6 });
    fc.assert(
      fc.property(fc.array(usages, { maxLength: 8 }), (steps) => {
        let counters: Counters = new Map();
        let before = new Map<string, number>();
        for (const step of steps) {
          const costs = step.map(([model, tokens]) => cost(model, tokens, { unpricedTokens: tokens }));
          counters = raised(numbersToKeep(costs, []), counters);
          const now = new Map(keptUsage(counters, 2).map(({ model, inputTokens }) => [model, inputTokens]));
          for (const [model, tokens] of before) expect(now.get(model)).toBeGreaterThanOrEqual(tokens);
          expect(now.size).toBeLessThanOrEqual(3);
          expect(keptUnpricedTokens(counters)).toBeGreaterThanOrEqual(
            costs.reduce((sum, { unpricedTokens }) => sum + unpricedTokens, 0),
          );
          before = now;
        }
      }),
    );
  });

  test('of anomalies beyond the limit, and of those that were erased, are of the skill other', () => {
    const detected = [
      { anomalyType: 'new_error', skillName: 'a', detected: 3 },
      { anomalyType: 'new_error', skillName: 'b', detected: 2 },
      { anomalyType: 'volume_change', skillName: 'c', detected: 1 },
    ];
    const counters = raised(numbersToKeep([], detected), new Map());

    expect(keptAnomalies(counters, detected, 1)).toEqual([
      { anomalyType: 'new_error', skillName: 'a', detected: 3 },
      { anomalyType: 'new_error', skillName: 'other', detected: 2 },
      { anomalyType: 'volume_change', skillName: 'other', detected: 1 },
    ]);
    expect(keptAnomalies(counters, detected.slice(1), 9)).toContainEqual({
      anomalyType: 'new_error',
      skillName: 'other',
      detected: 3,
    });
    expect(JSON.stringify([...counters.keys()])).not.toContain('"a"');
  });
});
