import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionRecord } from '@skills/schema';
import { seededRandom } from '@skills/simulation';
import { expect, onTestFinished, test } from 'vitest';
import { compose } from '../src/compose.ts';
import type { Executions } from '../src/composition.ts';

const nowMs = Date.UTC(2026, 1, 10, 12, 20);
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

async function anEngine(atMs = nowMs): Promise<Executions['engine']> {
  const folder = mkdtempSync(join(tmpdir(), 'skills-findings-'));
  const composition = compose({
    databaseUrl: `file:${join(folder, 'skills.db')}`,
    environment: { HOME: folder },
    nowMs: () => atMs,
    note: () => undefined,
    onSimulated: () => undefined,
  });
  onTestFinished(async () => {
    await composition[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true });
  });
  return (await composition.executions('write')).engine;
}

/**
 * 26 hours with an outage that lasts over the last full hour, one that was over before it, sessions that fail on both sides
 * of it, some costs, levels and durations, and open ends.
 */
function executions(count: number, seed: number): readonly ExecutionRecord[] {
  const random = seededRandom(seed);
  const below = (bound: number): number => Math.floor(random() * bound);
  return Array.from({ length: count }, (_, index) => {
    const startedAtMs = nowMs - 26 * hourMs + Math.floor(((26 * hourMs) / count) * index);
    const ago = nowMs - startedAtMs;
    const tool = below(6);
    const isOutage = tool === 0 && (ago < 35 * minuteMs || (ago > 5 * hourMs && ago < 6 * hourMs));
    const failed = random() < (isOutage ? 0.9 : tool === 1 ? 0.6 : 0.04);
    return {
      executionId: `${seed}-${index}`,
      toolName: `tool-${tool}`,
      success: random() < 0.05 ? null : !failed,
      sessionId: `session-${below(4) + 4 * Math.floor(index / 40)}`,
      agentId: random() < 0.5 ? `agent-${below(3)}` : undefined,
      errorType: failed ? `error-${isOutage ? 0 : below(3)}` : undefined,
      durationSeconds: random() < 0.9 ? below(2_400) : undefined,
      humanEffortLevel: random() < 0.1 ? 'HIGH' : undefined,
      costActual: random() < 0.3 ? 0.01 * (1 + below(20)) + (random() < 0.02 ? 5 : 0) : undefined,
      startedAtMs,
    };
  });
}

async function answers(engine: Executions['engine']): Promise<readonly unknown[]> {
  return [
    await engine.getRiskPatterns(),
    await engine.getToolRecommendations(),
    await engine.getPredictiveCapacity(),
    (await engine.getTaskPipeline()).last24Hours,
    (await engine.getSystemLearning()).toolProfiles,
  ];
}

test.for([1, 2])('what is kept of closed hours changes no answer: world %i', async (seed) => {
  const all = executions(2_000, seed);
  const late = executions(200, seed + 100);
  const [counted, kept] = [await anEngine(), await anEngine()];
  await counted.recordExecutions(all);
  await kept.recordExecutions(all);
  await kept.runHourlyAggregation();
  const [risks] = await answers(kept);
  expect(await answers(kept)).toEqual(await answers(counted));
  expect(risks).toMatchObject({
    failureClusters: expect.arrayContaining([expect.objectContaining({ dimension: 'tool', name: 'tool-0' })]),
  });

  // What comes late opens hours that were summarised: answered from the log, and after the next summary from that.
  await counted.recordExecutions(late);
  await kept.recordExecutions(late);
  expect(await answers(kept)).toEqual(await answers(counted));
  await kept.runHourlyAggregation();
  expect(await answers(kept)).toEqual(await answers(counted));
});
