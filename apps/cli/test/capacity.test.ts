import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { adviceResultSchema, agentsResultSchema, capacityResultSchema, type AgentRow } from '@skills/schema';
import { simulateStation } from '@skills/simulation';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jsonOf, runSkills } from './run-skills.ts';

const home = mkdtempSync(join(tmpdir(), 'skills-capacity-'));
const nowText = '2026-02-10T12:00:00Z';
const nowMs = Date.parse(nowText);
const now = ['--now', nowText];
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const hostile = '\u001B[31mred\u001B[0m\u202Eevil';

type Line = { readonly atMs: number } & Readonly<Record<string, unknown>>;

async function record(name: string, lines: readonly Line[]): Promise<readonly string[]> {
  const db = ['--db', `file:${join(home, `${name}.db`)}`];
  const input = lines.map(({ atMs, ...fields }) =>
    JSON.stringify({
      source: 'claude-code',
      kind: 'tool',
      skillName: 'Bash',
      sessionId: 's1',
      completed: true,
      ...fields,
      invokedAt: new Date(atMs).toISOString(),
    }),
  );
  const { code, error } = await runSkills(['record', '-', ...db, ...now], { home, input: `${input.join('\n')}\n` });
  if (code !== 0) throw new Error(error);
  return [...db, ...now];
}

async function agentsOf(place: readonly string[], environment = {}): Promise<ReadonlyMap<string, AgentRow>> {
  const { agents } = agentsResultSchema.parse(await jsonOf(['agents', ...place], { home, environment }));
  return new Map(agents.map((agent) => [agent.agentId, agent]));
}

afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('skills agents', () => {
  let place: readonly string[];
  beforeAll(async () => {
    place = await record('agents', [
      // A tool that takes 10 to 20 seconds, yesterday and this morning.
      ...Array.from({ length: 30 }, (_, index) => ({
        atMs: nowMs - 14 * hourMs + index * minuteMs,
        durationSeconds: 10 + (index % 11),
        completed: index % 10 !== 0,
        sessionId: 'worker',
      })),
      ...Array.from({ length: 8 }, (_, index) => ({
        atMs: nowMs - 3 * hourMs + index * minuteMs,
        durationSeconds: 15,
        completed: index !== 2,
        sessionId: 'worker',
      })),
      { atMs: nowMs - 30_000, completed: null, sessionId: 'running' },
      { atMs: nowMs - 2 * hourMs, completed: null, sessionId: 'killed' },
      { atMs: nowMs - 90_000, durationSeconds: 20, sessionId: 'just-done' },
      ...[3, 2, 1].map((ago) => ({
        atMs: nowMs - ago * 5 * minuteMs,
        completed: false,
        durationSeconds: 1,
        sessionId: 'stuck',
      })),
      { atMs: nowMs - hourMs, durationSeconds: 5, sessionId: 'main', agentId: 'a1' },
      { atMs: nowMs - hourMs, durationSeconds: 5, sessionId: 'other', agentId: 'a1', source: 'codex' },
      { atMs: nowMs - hourMs, durationSeconds: 5, sessionId: 'x1', agentId: 'sidechain' },
      { atMs: nowMs - hourMs, durationSeconds: 5, sessionId: 'x2', agentId: 'sidechain' },
      { atMs: nowMs - hourMs, durationSeconds: 5, sessionId: hostile, skillName: hostile },
    ]);
  });

  test('tells busy, idle and failing agents apart, by what their calls say', async () => {
    const agents = await agentsOf(place);

    expect(agents.get('running')).toMatchObject({ status: 'BUSY', reason: 'running', openCalls: 1 });
    expect(agents.get('just-done')).toMatchObject({ status: 'BUSY', reason: 'recent', openCalls: 0 });
    expect(agents.get('stuck')).toMatchObject({ status: 'ERROR', reason: 'failing', successRate: 0 });
    // Nobody wrote down how it ended; no call of this tool takes two hours.
    expect(agents.get('killed')).toMatchObject({ status: 'IDLE', openCalls: 0, overdueCalls: 1, successRate: null });
    expect(agents.get('worker')).toMatchObject({ status: 'IDLE', reason: 'quiet' });
  });

  test('counts completed and failed ones of the UTC day apart, with rate, interval and time', async () => {
    const worker = (await agentsOf(place)).get('worker');

    // The 30 calls began at 22:00 UTC of the day before: none of them counts today.
    expect(worker).toMatchObject({
      tasksCompletedToday: 7,
      tasksFailedToday: 1,
      calls: 38,
      knownOutcomes: 38,
      successRate: 34 / 38,
    });
    expect(worker?.successRateLower).toBeGreaterThan(0.7);
    expect(worker?.successRateUpper).toBeLessThan(0.99);
    expect(worker?.averageResponseSeconds).toBeCloseTo((300 + 138 + 120) / 38, 9);
    expect(worker?.lastActivityAt).toBe('2026-02-10T09:07:15.000Z');
  });

  test('names an agent by its own id, else by the session, and keeps sources and unnamed ones apart', async () => {
    const { agents, totalAgents } = agentsResultSchema.parse(await jsonOf(['agents', ...place], { home }));

    expect(agents.filter(({ agentId }) => agentId === 'a1').map(({ source, namedBy }) => [source, namedBy])).toEqual(
      expect.arrayContaining([
        ['claude-code', 'agent'],
        ['codex', 'agent'],
      ]),
    );
    expect(agents.filter(({ agentId }) => agentId === 'sidechain')).toHaveLength(2);
    expect(agents.find(({ agentId }) => agentId === 'worker')?.namedBy).toBe('session');
    expect(totalAgents).toBe(10);
  });

  test('says the same in every time zone', async () => {
    const utc = await jsonOf(['agents', ...place], { home, environment: { TZ: 'UTC' } });

    expect(await jsonOf(['agents', ...place], { home, environment: { TZ: 'Asia/Tokyo' } })).toEqual(utc);
    expect(await jsonOf(['agents', ...place], { home, environment: { TZ: 'America/New_York' } })).toEqual(utc);
  });

  test('forgets yesterday when the day turns, and what is later than now', async () => {
    const [db, file = ''] = place;
    const worker = (await agentsOf([db ?? '', file, '--now', '2026-02-09T22:10:05Z'])).get('worker');

    // The eleventh call had begun five seconds before and failed 15 seconds later.
    expect(worker).toMatchObject({
      tasksCompletedToday: 9,
      tasksFailedToday: 1,
      tasksUnknownToday: 1,
      calls: 11,
      status: 'BUSY',
      openCalls: 1,
    });
  });

  test('shows a page on which no name can do harm', async () => {
    const { out } = await runSkills(['agents', ...place], { home });

    expect(out).toContain('10 agents: 2 busy · 7 idle · 1 in error');
    expect(out).not.toContain('\u001B');
    expect(out).not.toContain('\u202E');
    expect(out).toContain('1 call without an end ran too long ago to be running still');
  });
});

describe('skills capacity', () => {
  test('an agent whose calls of 20 seconds fill the hour has nothing left, and its tool is named', async () => {
    const place = await record(
      'full',
      Array.from({ length: 180 }, (_, index) => ({
        atMs: nowMs - hourMs + index * 20_000,
        durationSeconds: 20,
        sessionId: 'busy',
        skillName: 'slow-build',
      })),
    );

    const result = capacityResultSchema.parse(await jsonOf(['capacity', '--window', '1h', ...place], { home }));

    expect(result.system).toMatchObject({ kind: 'measured', servers: 1, peakConcurrency: 1, basis: 'window' });
    expect(result.system.utilisation).toBeCloseTo(1, 2);
    expect(result.system.estimatedAvailableCapacity).toBeCloseTo(0, 2);
    expect(result.forecasts).toMatchObject([{ agentId: 'busy', bottleneckTools: ['slow-build'] }]);
    expect(result.forecasts[0]?.estimatedAvailableCapacity).toBeCloseTo(0, 2);
    expect(result.bottleneckTools).toMatchObject([
      { skillName: 'slow-build', calls: 180, busySeconds: 3600, share: 1 },
    ]);
    expect(result.nextHour.calls).toMatchObject({ kind: 'insufficient-data', requiredHours: 240 });
  });

  test('a station of known truth is found in the log: servers, load, waiting and the queue at this moment', async () => {
    const calls = simulateStation({
      seed: 4,
      startMs: nowMs - 6 * hourMs,
      hours: 6,
      servers: 3,
      arrivalsPerHour: 306,
      meanServiceSeconds: 30,
      service: 'exponential',
    });
    const place = await record(
      'station',
      calls.map(({ askedForMs, endedMs }, index) => ({
        atMs: Math.round(askedForMs),
        sessionId: 'pool',
        agentId: 'pool',
        eventId: `call-${index}`,
        ...(endedMs > nowMs ? { completed: null } : { durationSeconds: (endedMs - askedForMs) / 1000 }),
      })),
    );
    const inWork = calls.filter(({ begunMs, endedMs }) => begunMs <= nowMs && endedMs > nowMs).length;
    const waiting = calls.filter(({ begunMs }) => begunMs > nowMs).length;
    const waits = calls
      .filter(({ endedMs }) => endedMs <= nowMs)
      .map((call) => (call.begunMs - call.askedForMs) / 1000);
    const trueWait = waits.reduce((sum, wait) => sum + wait, 0) / waits.length;

    const { system, forecasts } = capacityResultSchema.parse(
      await jsonOf(['capacity', '--window', '6h', ...place], { home }),
    );

    expect(system).toMatchObject({ servers: 3, inService: inWork, currentQueueDepth: waiting });
    expect(system.utilisationLower).toBeLessThan(0.85);
    expect(system.utilisationUpper).toBeGreaterThan(0.85);
    expect(system.meanWaitSeconds).toBeCloseTo(trueWait, 1);
    expect(forecasts).toMatchObject([{ agentId: 'pool', servers: 3 }]);
  });

  test('an empty log is said to be empty, and nothing is made up', async () => {
    const place = ['--db', `file:${join(home, 'nothing.db')}`, ...now];

    const result = capacityResultSchema.parse(await jsonOf(['capacity', ...place], { home }));
    const { out } = await runSkills(['capacity', ...place], { home });

    expect(result.system).toMatchObject({ kind: 'insufficient-data', calls: 0, estimatedAvailableCapacity: null });
    expect(result).toMatchObject({ forecasts: [], bottleneckTools: [] });
    expect(out).toContain('Nothing ran.');
    expect((await runSkills(['agents', ...place], { home })).out).toContain('No agent did anything.');
    expect((await runSkills(['advice', 'x', ...place], { home })).out).toContain('nothing of this name ever ran');
  });

  test.each([
    ['--servers', '0'],
    ['--servers', '1.5'],
    ['--window', '30d'],
    ['--window', 'soon'],
    ['--window', '2026-02-10'],
    ['--limit', '0'],
  ])('refuses %s %s and names it', async (option, value) => {
    const { code, error, out } = await runSkills(['capacity', option, value, ...now], { home });

    expect(code).toBe(2);
    expect(out).toBe('');
    expect(error).toContain(`${option} ${value}`);
  });
});

describe('skills advice', () => {
  let place: readonly string[];
  beforeAll(async () => {
    const calls = (skillName: string, rate: number, fields: Readonly<Record<string, unknown>> = {}): readonly Line[] =>
      Array.from({ length: 60 }, (_, index) => ({
        atMs: nowMs - (index + 1) * 7 * hourMs,
        skillName,
        durationSeconds: 5 + (index % 5),
        completed: (index * 7) % 60 < rate * 60,
        ...fields,
      }));
    place = await record('advice', [
      ...calls('flaky-test', 0.5),
      ...calls('flaky-test', 0.95, { agentId: 'a1', sessionId: 's2' }),
      ...calls('only-here', 0.9),
      ...calls('Explore', 0.9, { kind: 'subagent' }),
    ]);
  });

  test('says to delegate what clearly works better there, with both ways and their intervals', async () => {
    const result = adviceResultSchema.parse(await jsonOf(['advice', 'flaky-test', ...place], { home }));

    expect(result).toMatchObject({
      advice: 'delegate',
      reason: 'succeeds-more-often',
      isObservational: true,
      delegated: { calls: 60, completed: 57, failed: 3, successProbability: 0.95, medianSeconds: 7, waitSeconds: 0 },
      local: { calls: 60, completed: 30, failed: 30, successProbability: 0.5 },
    });
    expect(result.difference?.lower).toBeGreaterThan(0.25);
  });

  test('says nothing beyond the evidence: what was done one way only is not known', async () => {
    const here = adviceResultSchema.parse(await jsonOf(['advice', 'only-here', ...place], { home }));
    const agent = adviceResultSchema.parse(await jsonOf(['advice', 'Explore', ...place], { home }));

    expect(here).toMatchObject({ advice: 'unknown', reason: 'too-few-calls', delegated: { successProbability: null } });
    expect(agent).toMatchObject({
      advice: 'unknown',
      kinds: ['subagent'],
      delegated: { calls: 60 },
      local: { calls: 0 },
    });
  });

  test('shows a page', async () => {
    const { out } = await runSkills(['advice', 'flaky-test', ...place], { home });

    expect(out).toContain('Delegate it: it works more often so, by 45 points');
    expect(out).toContain('observed, not tried out');
  });
});
