import type { CollectedBatch } from '@skills/schema';
import { expect, test } from 'vitest';
import { openNodeSqliteEngine } from './engine/node-sqlite-engine.ts';
import type { SqlEngine, SqlRow } from './engine/sql-engine.ts';
import { EventIngest } from './ingest/event-ingest.ts';
import { migrateDatabase } from './migrations/migrate-database.ts';
import { pruneEvents } from './prune-events.ts';

const dayMs = 86_400_000;
const firstMs = Date.UTC(2026, 1, 1);

/** Four days with one call, one message and one offer each, from a day on. */
function batchFrom(day: number): CollectedBatch {
  const days = [0, 1, 2, 3].filter((index) => index >= day);
  const atMs = (index: number): number => firstMs + index * dayMs;
  const tokens = {
    inputTokens: 5,
    outputTokens: 1,
    cacheReadTokens: 0,
    cacheCreationTokens: 0,
    cacheCreation1hTokens: 0,
  };
  return {
    invocations: days.map((index) => ({
      callId: `call ${index}`,
      source: 'test',
      kind: 'skill',
      skillName: 'review',
      invokedAtMs: atMs(index),
      completed: index % 2 === 0,
      durationSeconds: index + 1,
      sessionId: `session ${index}`,
    })),
    usages: days.map((index) => ({
      messageId: `message ${index}`,
      source: 'test',
      sessionId: `session ${index}`,
      model: 'm',
      atMs: atMs(index),
      ...tokens,
    })),
    offers: days.map((index) => ({ skillName: 'review', sessionId: `session ${index}`, offeredAtMs: atMs(index) })),
    completions: [],
    sessions: [],
    projects: [],
    quarantined: [],
  };
}

async function databaseWith(batch: CollectedBatch): Promise<SqlEngine> {
  const engine = openNodeSqliteEngine({ url: ':memory:' });
  await migrateDatabase(engine, { now: () => 0 });
  await new EventIngest({ engine, pseudonymise: (id) => id, now: () => 0 }).ingest(batch);
  return engine;
}

/** Everything that says something about the calls, by name instead of by number. */
async function contentsOf(engine: SqlEngine): Promise<readonly (readonly SqlRow[])[]> {
  const questions = [
    'SELECT event_key, completed, duration_seconds FROM skill_event ORDER BY 1',
    'SELECT identity, event_key FROM event_identity ORDER BY 1',
    'SELECT identity, at_ms FROM message_usage ORDER BY 1',
    'SELECT external_id, first_at_ms, last_at_ms FROM session ORDER BY 1',
    'SELECT offered_at_ms FROM skill_offer ORDER BY 1',
    'SELECT hour, invocations, completed, failed, duration_us_sum, sessions FROM skill_rollup_hour ORDER BY 1',
    'SELECT project_id, day, invocations, completed, failed, sessions FROM skill_rollup_day ORDER BY 1, 2',
    'SELECT day, messages, input_tokens FROM usage_rollup_day ORDER BY 1',
    'SELECT skill_name, total_invocations, completed_invocations, first_invoked FROM skill_metrics ORDER BY 1',
  ];
  return Promise.all(questions.map((sql) => engine.all(sql)));
}

test('after pruning, the database is as if the old part had never come', async () => {
  const engine = await databaseWith(batchFrom(0));
  const never = await databaseWith(batchFrom(2));

  const deleted = await pruneEvents(engine, firstMs + 2 * dayMs);

  expect(deleted).toBe(2);
  expect(await contentsOf(engine)).toEqual(await contentsOf(never));
  await engine.close();
  await never.close();
});
