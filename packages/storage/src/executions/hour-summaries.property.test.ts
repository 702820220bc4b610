import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SkillInvocation } from '@skills/schema';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aBatch, noonMs } from '../../test/open-test-log.ts';
import { openNodeSqliteEngine } from '../engine/node-sqlite-engine.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';
import { EventIngest } from '../ingest/event-ingest.ts';
import { migrateDatabase } from '../migrations/migrate-database.ts';
import { pruneEvents } from '../prune-events.ts';
import { hourMs } from '../read/snap-window.ts';
import { summariseHours } from './hour-summaries.ts';
import { ToolHourRepository } from './tool-hour-repository.ts';

// A whole day, and the half of the next up to noon.
const hours = 37;
const firstMs = noonMs - (hours - 1) * hourMs;

const callArbitrary = fc.record({
  offsetMs: fc.integer({ min: 0, max: hours * hourMs - 1 }),
  skillName: fc.constantFrom('Bash', 'Read', 'mcp__x__y'),
  completed: fc.constantFrom(true, false, null),
  durationSeconds: fc.option(fc.double({ min: 0, max: 1e4, noNaN: true }), { nil: undefined }),
  costUsd: fc.option(fc.double({ min: 0, max: 10, noNaN: true }), { nil: undefined }),
});
type Call = typeof callArbitrary extends fc.Arbitrary<infer T> ? T : never;

const stepArbitrary = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('record' as const), calls: fc.array(callArbitrary, { maxLength: 8 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('aggregate' as const), hour: fc.integer({ min: 0, max: hours }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('prune' as const),
      offsetMs: fc.integer({ min: 0, max: (hours - 1) * hourMs }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'crash' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'complete' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'reopen' as const }) },
);

test('any order of recording, completing, aggregating, pruning, crashing and reopening counts as a naive recount', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(stepArbitrary, { maxLength: 14 }), async (steps) => {
      const folder = mkdtempSync(join(tmpdir(), 'skills-tiers-'));
      const world = new World(`file:${join(folder, 'skills.db')}`);
      try {
        await world.open();
        // oxlint-disable-next-line no-await-in-loop -- in their order
        for (const step of steps) await world.take(step);

        expect(await world.counted()).toEqual(world.naive());
        expect(await world.byTool()).toEqual(byTool(world.naive()));

        await summariseHours(world.engine, noonMs + hourMs);

        expect(await world.counted()).toEqual(world.naive());
        expect(await world.byTool()).toEqual(byTool(world.naive()));
        expect(await world.summaries()).toEqual(totalsOf(world.naive()));
      } finally {
        await world.engine.close();
        rmSync(folder, { recursive: true });
      }
    }),
    { numRuns: 60 },
  );
}, 60_000);

type Step = typeof stepArbitrary extends fc.Arbitrary<infer T> ? T : never;
type Count = {
  readonly hourMs: number;
  readonly toolName: string;
  executions: number;
  successful: number;
  failed: number;
  durationUs: number;
  costNano: number;
};

/** A database, and a list of every call that was told it. */
class World {
  engine!: SqlEngine;
  readonly #url: string;
  #ingest!: EventIngest;
  readonly #calls: (Omit<SkillInvocation, 'completed'> & { completed: boolean | null; isPruned: boolean })[] = [];

  constructor(url: string) {
    this.#url = url;
  }

  async open(): Promise<void> {
    this.engine = openNodeSqliteEngine({ url: this.#url });
    await migrateDatabase(this.engine, { now: () => noonMs });
    this.#ingest = new EventIngest({ engine: this.engine, pseudonymise: (id) => id, now: () => noonMs });
  }

  async take(step: Step): Promise<void> {
    switch (step.kind) {
      case 'record':
        return this.#record(step.calls);
      case 'aggregate':
        await summariseHours(this.engine, firstMs + step.hour * hourMs + 1);
        return;
      case 'prune':
        await pruneEvents(this.engine, firstMs + step.offsetMs);
        for (const call of this.#calls) call.isPruned ||= call.invokedAtMs < firstMs + step.offsetMs;
        return;
      case 'crash':
        await expect(summariseHours(failingAtCommit(this.engine), noonMs + hourMs)).rejects.toThrow('power cut');
        return;
      case 'complete':
        return this.#complete();
      case 'reopen':
        await this.engine.close();
        return this.open();
      default:
        step satisfies never;
    }
  }

  async #record(calls: readonly Call[]): Promise<void> {
    const invocations = calls.map(({ offsetMs, skillName, ...call }) => ({
      ...call,
      callId: crypto.randomUUID(),
      source: 'test',
      kind: skillName.startsWith('mcp__') ? ('mcp_tool' as const) : ('tool' as const),
      skillName,
      invokedAtMs: firstMs + offsetMs,
      sessionId: 's1',
    }));
    await this.#ingest.ingest(aBatch({ invocations }));
    for (const call of invocations) this.#calls.push({ ...call, isPruned: false });
  }

  /** The outcome of an open call arrives, maybe long after its hour was summarised. */
  async #complete(): Promise<void> {
    const call = this.#calls.find(({ completed, isPruned }) => completed === null && !isPruned);
    if (call === undefined) return;
    await this.#ingest.ingest(aBatch({ completions: [{ callId: call.callId, completed: true }] }));
    call.completed = true;
  }

  async counted(): Promise<readonly Count[]> {
    const rows = await new ToolHourRepository({ engine: this.engine }).toolHours({
      sinceMs: firstMs,
      untilMs: noonMs + hourMs,
    });
    return rows.map((row) => ({
      hourMs: row.hourMs,
      toolName: row.toolName,
      executions: row.executions,
      successful: row.successful,
      failed: row.failed,
      durationUs: Math.round(row.durationSecondsSum * 1e6),
      costNano: Math.round(row.costUsdSum * 1e9),
    }));
  }

  async byTool(): Promise<readonly (readonly [string, number, number])[]> {
    const window = { sinceMs: firstMs, untilMs: noonMs + hourMs };
    const counts = await new ToolHourRepository({ engine: this.engine }).toolCounts(window);
    return counts.map(({ toolName, executions, failed }) => [toolName, executions, failed] as const).toSorted(byName);
  }

  async summaries(): Promise<readonly (readonly unknown[])[]> {
    return this.engine.all(
      'SELECT id, total_tasks, successful_tasks, failed_tasks, tool_counts FROM tier2_hourly_summaries ORDER BY id',
    );
  }

  naive(): readonly Count[] {
    const counts = new Map<string, Count>();
    for (const call of this.#calls) {
      const hour = Math.floor(call.invokedAtMs / hourMs) * hourMs;
      const key = `${hour} ${call.skillName}`;
      const count = counts.get(key) ?? {
        hourMs: hour,
        toolName: call.skillName,
        executions: 0,
        successful: 0,
        failed: 0,
        durationUs: 0,
        costNano: 0,
      };
      counts.set(key, count);
      count.executions += 1;
      if (call.completed === true) count.successful += 1;
      if (call.completed === false) count.failed += 1;
      count.durationUs += Math.round((call.durationSeconds ?? 0) * 1e6);
      count.costNano += Math.round((call.costUsd ?? 0) * 1e9);
    }
    return [...counts.values()].toSorted((a, b) => a.hourMs - b.hourMs || (a.toolName < b.toolName ? -1 : 1));
  }
}

function byTool(counts: readonly Count[]): readonly (readonly [string, number, number])[] {
  return [...Map.groupBy(counts, ({ toolName }) => toolName)]
    .map(([toolName, group]) => {
      const executions = group.reduce((sum, count) => sum + count.executions, 0);
      return [toolName, executions, group.reduce((sum, count) => sum + count.failed, 0)] as const;
    })
    .toSorted(byName);
}

function byName([left]: readonly [string, ...unknown[]], [right]: readonly [string, ...unknown[]]): number {
  return left < right ? -1 : 1;
}

function totalsOf(counts: readonly Count[]): readonly (readonly unknown[])[] {
  return [...Map.groupBy(counts, (count) => count.hourMs)].map(([hour, tools]) => [
    hour / hourMs,
    tools.reduce((sum, { executions }) => sum + executions, 0),
    tools.reduce((sum, { successful }) => sum + successful, 0),
    tools.reduce((sum, { failed }) => sum + failed, 0),
    JSON.stringify(Object.fromEntries(tools.map(({ toolName, executions }) => [toolName, executions]))),
  ]);
}

/** Everything is written, and the commit never comes. */
function failingAtCommit(engine: SqlEngine): SqlEngine {
  return {
    kind: engine.kind,
    url: engine.url,
    all: async (sql, parameters) => engine.all(sql, parameters),
    transaction: async (work) =>
      engine.transaction(async (transaction) => {
        await work(transaction);
        throw new Error('power cut');
      }),
    close: async () => engine.close(),
  };
}
