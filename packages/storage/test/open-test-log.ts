import type { CollectedBatch, IngestCounts, SkillInvocation } from '@skills/schema';
import { onTestFinished } from 'vitest';
import { openNodeSqliteEngine } from '../src/engine/node-sqlite-engine.ts';
import type { SqlEngine } from '../src/engine/sql-engine.ts';
import { EventIngest } from '../src/ingest/event-ingest.ts';
import { migrateDatabase } from '../src/migrations/migrate-database.ts';

/** 2026-02-10T12:00:00Z, the moment that tests take for now. */
export const noonMs: number = Date.UTC(2026, 1, 10, 12);

export type TestLog = {
  readonly engine: SqlEngine;
  readonly ingest: EventIngest;
  readonly record: (...calls: readonly SkillInvocation[]) => Promise<IngestCounts>;
};

/** A migrated database, in memory unless a file is named, that is closed with the test. */
export async function openTestLog(url = ':memory:'): Promise<TestLog> {
  const engine = openNodeSqliteEngine({ url });
  onTestFinished(async () => engine.close());
  await migrateDatabase(engine, { now: () => noonMs });
  const ingest = new EventIngest({ engine, pseudonymise: testPseudonym, now: () => noonMs });
  return { engine, ingest, record: async (...calls) => ingest.ingest(aBatch({ invocations: calls })) };
}

export function testPseudonym(userId: string): string {
  return userId.startsWith('pseudonym of ') ? userId : `pseudonym of ${userId}`;
}

export function aBatch(parts: Partial<CollectedBatch>): CollectedBatch {
  return {
    invocations: [],
    completions: [],
    usages: [],
    offers: [],
    sessions: [],
    projects: [],
    quarantined: [],
    ...parts,
  };
}

/** A call of `review` in session `s1` at noon; another call unless the same `callId` is given. */
export function aCall(fields: Partial<SkillInvocation> = {}): SkillInvocation {
  return {
    callId: crypto.randomUUID(),
    source: 'test',
    kind: 'skill',
    skillName: 'review',
    invokedAtMs: noonMs,
    completed: true,
    sessionId: 's1',
    ...fields,
  };
}
