import { createHmac } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CollectedBatch } from '@skills/schema';
import { expect, test as base } from 'vitest';
import { temporaryFolder } from '@skills/testing';
import { aBatch, aCall, noonMs } from '../../test/open-test-log.ts';
import { openNodeSqliteEngine } from '../engine/node-sqlite-engine.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';
import { EventIngest } from '../ingest/event-ingest.ts';
import { migrateDatabase } from '../migrations/migrate-database.ts';
import { compactDatabaseFile } from '../retention/compact-database-file.ts';
import { pruneTiers } from '../retention/prune-tiers.ts';
import { allowAgain, eraseSubject } from './erase-subject.ts';
import { type ErasureSubject, findProject, findUser } from './erasure-subject.ts';
import { tombstone } from './without-erased.ts';

const dayMs = 86_400_000;

const pseudonymise = (id: string): string =>
  id.startsWith('u_') ? id : `u_${createHmac('sha256', 'a key').update(id).digest('base64url').slice(0, 22)}`;
const tombstoneOf = (kind: 'project' | 'user' | 'session' | 'file', id: string): string =>
  tombstone(pseudonymise, kind, id);

type Database = { readonly path: string; readonly open: () => Promise<Opened> };
type Opened = { readonly engine: SqlEngine; readonly ingest: EventIngest };

const test = base.extend('database', async ({}, { onCleanup }): Promise<Database> => {
  const folder = await temporaryFolder();
  const opened: SqlEngine[] = [];
  onCleanup(async () => {
    for (const engine of opened) {
      // oxlint-disable-next-line no-await-in-loop -- two or three
      await engine.close();
    }
    await folder.remove();
  });
  const path = join(folder.path, 'skills.db');
  return {
    path,
    async open() {
      const engine = openNodeSqliteEngine({ url: `file:${path}` });
      opened.push(engine);
      await migrateDatabase(engine, { now: () => noonMs });
      return { engine, ingest: new EventIngest({ engine, pseudonymise, now: () => noonMs }) };
    },
  };
});

/** What one collect finds of a project: calls of two days, a message, an offer, a session and its file. */
function batchOf(project: string, user: string): CollectedBatch {
  const sessionId = `session-of-${project}`;
  const call = (day: number): ReturnType<typeof aCall> =>
    aCall({
      callId: `call ${day} of ${project}`,
      skillName: `skill-of-${project}`,
      sessionId,
      projectId: project,
      userId: `${user}@example.com`,
      invokedAtMs: noonMs - day * dayMs,
      workflowPath: `flow-of-${project}`,
      workflowPhase: 'build',
      durationSeconds: 2,
    });
  const path = `/home/somebody/.claude/projects/-src-${project}/${sessionId}.jsonl`;
  return aBatch({
    invocations: [
      call(0),
      call(3),
      aCall({ callId: `shared ${project}`, skillName: 'review', sessionId, projectId: project, durationSeconds: 1 }),
    ],
    usages: [
      {
        messageId: `message of ${project}`,
        source: 'test',
        sessionId,
        projectId: project,
        model: 'm',
        atMs: noonMs,
        inputTokens: 7,
        outputTokens: 1,
        cacheReadTokens: 0,
        cacheCreationTokens: 0,
        cacheCreation1hTokens: 0,
      },
    ],
    offers: [{ skillName: `offered-in-${project}`, sessionId, offeredAtMs: noonMs }],
    sessions: [{ sessionId, projectId: project, firstAtMs: noonMs, lastAtMs: noonMs }],
    projects: [{ projectId: project, name: project, path: `/src/${project}` }],
    quarantined: [{ lineNumber: 1, byteOffset: 0, byteLength: 3, reason: 'not JSON' }],
    checkpoint: {
      source: 'test',
      path,
      device: '1',
      inode: project,
      fingerprint: 'f',
      fingerprintBytes: 1,
      sizeBytes: 10,
      modifiedAtMs: noonMs,
      byteOffset: 10,
      lineNumber: 1,
      parserState: JSON.stringify({ cwd: `/src/${project}` }),
    },
  });
}

async function erase(engine: SqlEngine, subject: ErasureSubject, path: string): Promise<void> {
  await engine.transaction((transaction) => eraseSubject(transaction, subject, { tombstoneOf, nowMs: noonMs }));
  await engine.close();
  compactDatabaseFile(path);
}

/** Every byte of the database, its log of writes and its shared memory. */
function bytesOf(path: string): string {
  const files = [path, `${path}-wal`, `${path}-shm`, `${path}-journal`].filter((file) => existsSync(file));
  return files.map((file) => readFileSync(file, 'latin1')).join('');
}

const counts = `SELECT s.name, r.project_id, r.day, r.invocations, r.completed, r.failed, r.duration_us_sum, r.duration_sketch,
  r.sessions FROM skill_rollup_day AS r JOIN skill AS s ON s.skill_id = r.skill_id WHERE r.project_id = 0 ORDER BY 1, 3`;
const usage = 'SELECT day, messages, input_tokens FROM usage_rollup_day WHERE project_id = 0';

test('an erased project is in no byte of the files, and the counts are as if it had never been', async ({
  database,
}) => {
  const { engine, ingest } = await database.open();
  await ingest.ingest(batchOf('secretproject', 'ada'));
  await ingest.ingest(batchOf('openproject', 'grace'));
  // Half of it has left the log before.
  await pruneTiers(engine, { horizons: { raw: noonMs - dayMs, hourly: 0, daily: 0 } });
  expect(bytesOf(database.path)).toContain('secretproject');

  await erase(engine, await findProject(engine, 'secretproject'), database.path);

  expect(bytesOf(database.path)).not.toContain('secretproject');
  expect(bytesOf(database.path)).toContain('openproject');
  const after = await database.open();
  const never = openNodeSqliteEngine({ url: ':memory:' });
  await migrateDatabase(never, { now: () => noonMs });
  await new EventIngest({ engine: never, pseudonymise, now: () => noonMs }).ingest(batchOf('openproject', 'grace'));
  expect(await after.engine.all(counts)).toEqual(await never.all(counts));
  expect(await after.engine.all(usage)).toEqual(await never.all(usage));
  await never.close();
});

test('an erased user is in no byte of the files, and others keep their calls', async ({ database }) => {
  const { engine, ingest } = await database.open();
  await ingest.ingest(batchOf('app', 'ada'));
  await ingest.ingest(batchOf('lib', 'grace'));
  const [ada, grace] = [pseudonymise('ada@example.com'), pseudonymise('grace@example.com')];

  await erase(engine, await findUser(engine, ada), database.path);

  expect(bytesOf(database.path)).not.toContain(ada);
  expect(bytesOf(database.path)).not.toContain('session-of-app');
  expect(bytesOf(database.path)).toContain(grace);
  const after = await database.open();
  expect(await after.engine.all('SELECT count(*) FROM skill_event')).toEqual([[3]]);
});

test('what was erased stays away when its source is collected again, until it is allowed', async ({ database }) => {
  const first = await database.open();
  await first.ingest.ingest(batchOf('secretproject', 'ada'));
  await erase(first.engine, await findProject(first.engine, 'secretproject'), database.path);
  const second = await database.open();

  const again = await second.ingest.ingest(batchOf('secretproject', 'ada'));
  await second.ingest.ingest(
    aBatch({ invocations: [aCall({ callId: 'no project named', sessionId: 'session-of-secretproject' })] }),
  );

  expect(again).toEqual({ inserted: 0, duplicates: 0, completed: 0, quarantined: 0 });
  expect(bytesOf(database.path)).not.toContain('secretproject');
  expect(await second.engine.all('SELECT count(*) FROM skill_event')).toEqual([[0]]);

  await second.engine.transaction((transaction) => allowAgain(transaction, tombstoneOf('project', 'secretproject')));
  expect(await second.ingest.ingest(batchOf('secretproject', 'ada'))).toMatchObject({ inserted: 3, quarantined: 1 });
});

test('calls of other projects in the same session, and other users of the same project, stay', async ({ database }) => {
  const { engine, ingest } = await database.open();
  const shared = { sessionId: 'both' };
  await ingest.ingest(
    aBatch({
      invocations: [
        aCall({ ...shared, projectId: 'app', userId: 'ada' }),
        aCall({ ...shared, projectId: 'lib', userId: 'grace' }),
        aCall({ ...shared }),
      ],
    }),
  );

  await erase(engine, await findProject(engine, 'app'), database.path);

  const after = await database.open();
  expect(
    await after.engine.all(
      'SELECT p.external_id FROM skill_event AS e LEFT JOIN project AS p USING (project_id) ORDER BY 1 DESC',
    ),
  ).toEqual([['lib'], [null]]);
});
