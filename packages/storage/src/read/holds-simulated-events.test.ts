import type { CollectedBatch } from '@skills/schema';
import { expect, test } from 'vitest';
import { openNodeSqliteEngine } from '../engine/node-sqlite-engine.ts';
import { EventIngest } from '../ingest/event-ingest.ts';
import { migrateDatabase } from '../migrations/migrate-database.ts';
import { holdsSimulatedEvents } from './holds-simulated-events.ts';

function callOf(source: string, atMs: number): CollectedBatch {
  const call = { callId: `${source} ${atMs}`, source, kind: 'skill', skillName: 'simulation', sessionId: 's' } as const;
  return {
    invocations: [{ ...call, invokedAtMs: atMs, completed: true, workflowPhase: 'simulation' }],
    completions: [],
    usages: [],
    offers: [],
    sessions: [],
    projects: [],
    quarantined: [],
  };
}

test.each([
  ['nothing', [], false],
  ['real events only, whatever they are called', [callOf('claude-code', 1e12), callOf('codex', 2e12)], false],
  ['a world that was imported', [callOf('simulation', 1e12)], true],
  ['real events before a world', [callOf('codex', 1e12), callOf('simulation', 2e12)], true],
  [
    'a world amid real events',
    [
      callOf('codex', 1e12),
      { ...callOf('simulation', 2e12), projects: [{ projectId: 'p-1', name: 'p', path: '/simulated/p' }] },
      callOf('codex', 3e12),
    ],
    true,
  ],
])('a log with %s', async (_, batches, expected) => {
  const engine = openNodeSqliteEngine({ url: ':memory:' });
  await migrateDatabase(engine, { now: () => 0 });
  await new EventIngest({ engine, pseudonymise: (id) => id, now: () => 0 }).ingestAll(batches);

  expect(await holdsSimulatedEvents(engine)).toBe(expected);
  await engine.close();
});
