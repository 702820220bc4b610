import { expect, test } from 'vitest';
import { engineNames, openOn } from '../../test/each-engine.ts';
import { aBatch, aCall, noonMs } from '../../test/open-test-log.ts';
import { CapacityRepository } from '../capacity/capacity-repository.ts';
import { ExecutionEffortRepository } from '../costs/execution-effort-repository.ts';
import { EventIngest } from '../ingest/event-ingest.ts';
import { hourMs } from '../read/snap-window.ts';
import { keepToolFallbacks, storeRiskState } from './execution-findings.ts';
import { summariseHours } from './hour-summaries.ts';
import { ObservedExecutionRepository } from './observed-execution-repository.ts';

const minuteMs = 60_000;
const noonHour = noonMs / hourMs;
const window = { sinceMs: noonMs - 720 * hourMs, untilMs: noonMs };
const bash = { toolName: 'Bash', kind: 'tool' } as const;

/** Twelve tasks in which Bash fails; Grep, or Bash again, follows; one is answered by another agent, one too late. */
const calls = Array.from({ length: 12 }, (_, task) => {
  const invokedAtMs = noonMs - (task + 1) * 40 * minuteMs;
  const sessionId = `s${task}`;
  const isRetry = task % 2 === 1;
  return [
    aCall({
      kind: 'tool',
      skillName: 'Bash',
      sessionId,
      invokedAtMs,
      completed: false,
      durationSeconds: 400,
      errorType: 'e',
    }),
    aCall({
      kind: 'tool',
      skillName: isRetry ? 'Bash' : 'Grep',
      sessionId,
      invokedAtMs: invokedAtMs + (task === 10 ? 16 : 1) * minuteMs,
      agentId: task === 8 ? 'another' : undefined,
      completed: true,
      durationSeconds: 2,
      costUsd: 0.5,
    }),
    aCall({ kind: 'subagent', skillName: 'Explore', sessionId, invokedAtMs: invokedAtMs - 1, durationSeconds: 4_000 }),
    aCall({ kind: 'slash_command', skillName: '/clear', sessionId, invokedAtMs, durationSeconds: 1 }),
  ];
}).flat();

test.for(engineNames)('what is kept of closed hours is what the log says, on %s', { timeout: 60_000 }, async (name) => {
  const engine = await openOn(name);
  const ingest = new EventIngest({ engine, pseudonymise: (id) => id, now: () => noonMs });
  await ingest.ingest(aBatch({ invocations: calls }));
  const observed = new ObservedExecutionRepository({ engine });
  const capacity = new CapacityRepository({ engine });
  const effort = new ExecutionEffortRepository({ engine });
  const ask = async () => ({
    fallbacks: await observed.fallbacks([bash], window),
    loads: await capacity.hourLoads({ fromHour: noonHour - 24, toHour: noonHour }),
    effort: (await effort.executionEffort(noonMs + 5)).effort,
    records: (await effort.executionEffort(noonMs + 5)).tier1Records,
  });
  const fromLog = await ask();

  await summariseHours(engine, noonMs);
  await keepToolFallbacks(engine, [bash], window);

  expect(await ask()).toEqual(fromLog);
  expect(fromLog.records).toBe(36);
  expect(fromLog.fallbacks).toEqual([
    {
      // Two tasks have no answer: another agent's, and one after more than a quarter of an hour. Fewer than five tell nothing.
      failures: 12,
      next: [{ ...bash, tried: 6, resolved: 6 }],
    },
  ]);
  // Subagents last as long as what they do.
  expect(fromLog.loads.reduce((sum, { calls: count }) => sum + count, 0)).toBe(36);
  expect(await engine.all('SELECT count(*) FROM tool_fallback')).toEqual([[2]]);

  const state = {
    executions: 0,
    known: { executions: 0, expected: 0, failures: 0 },
    rates: [],
    tools: [],
    groups: { tool: [], agent: [], session: [], error: [] },
    dropped: { tool: 0, agent: 0, session: 0, error: 0 },
    costs: [],
  };
  await storeRiskState(engine, state, noonMs);
  expect(await observed.riskState(noonMs)).toEqual(state);
  expect(await observed.riskState(noonMs + hourMs)).toBeUndefined();

  // A late call opens its hour: nothing that was kept of it holds.
  await ingest.ingest(
    aBatch({ invocations: [aCall({ kind: 'tool', skillName: 'Bash', invokedAtMs: noonMs - minuteMs })] }),
  );
  expect(await observed.riskState(noonMs)).toBeUndefined();
  expect((await ask()).records).toBe(37);
  await summariseHours(engine, noonMs);
  expect(await engine.all('SELECT count(*) FROM tool_fallback')).toEqual([[0]]);
  expect(await engine.all('SELECT count(*) FROM execution_risk_state')).toEqual([[0]]);
  expect((await ask()).records).toBe(37);
});
