import type { CollectedBatch } from '@skills/schema';
import { temporaryFolder } from '@skills/testing';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { logContents } from '../../test/log-contents.ts';
import { aBatch, aCall, noonMs, openTestLog, testPseudonym } from '../../test/open-test-log.ts';
import { EventIngest } from './event-ingest.ts';

const usage = {
  messageId: 'm1',
  source: 'test',
  sessionId: 's1',
  projectId: 'app-000001',
  model: 'opus',
  atMs: noonMs,
  inputTokens: 10,
  outputTokens: 5,
  cacheReadTokens: 100,
  cacheCreationTokens: 20,
  cacheCreation1hTokens: 0,
};

test('stores a call once, whichever source tells it again', async () => {
  const { engine, ingest, record } = await openTestLog();
  const call = aCall({ callId: 'toolu_1', durationSeconds: 2 });

  expect(await record(call)).toEqual({ inserted: 1, duplicates: 0, completed: 0, quarantined: 0 });
  expect(await record({ ...call, source: 'otlp' }, call)).toMatchObject({ inserted: 0, duplicates: 2 });
  expect(await engine.all('SELECT count(*), count(DISTINCT source_label) FROM skill_event')).toEqual([[1, 1]]);
  expect(await ingest.ingest(aBatch({}))).toEqual({ inserted: 0, duplicates: 0, completed: 0, quarantined: 0 });
});

test('fills what an earlier view left open, and lets no later view contradict it', async () => {
  const { engine, record } = await openTestLog();
  const open = aCall({ callId: 'c', completed: null });
  await record(open);

  expect(await record({ ...open, completed: false, durationSeconds: 4, errorType: 'timeout' })).toMatchObject({
    duplicates: 1,
    completed: 1,
  });
  expect(await record({ ...open, completed: true, durationSeconds: 9, rating: 5 })).toMatchObject({ completed: 0 });
  expect(await engine.all('SELECT completed, duration_seconds, rating FROM skill_event')).toEqual([[0, 4, null]]);
  expect(await engine.all('SELECT invocations, completed, failed FROM skill_rollup_hour')).toEqual([[1, 0, 1]]);
});

test.each([
  ['before its call', [['end'], ['call']]],
  ['after its call', [['call'], ['end']]],
  ['in the batch of its call', [['end', 'call']]],
])('completes a call by an end that comes %s', async (_, order) => {
  const { engine, ingest } = await openTestLog();
  const call = aCall({ callId: 'c', completed: null, durationSeconds: undefined });
  const end = { callId: 'c', completed: true, endedAtMs: call.invokedAtMs + 1500 };
  for (const step of order) {
    const batch = aBatch({
      invocations: step.includes('call') ? [call] : [],
      completions: step.includes('end') ? [end] : [],
    });
    // oxlint-disable-next-line no-await-in-loop -- the order is what is tested
    await ingest.ingest(batch);
  }

  expect(await engine.all('SELECT completed, duration_seconds FROM skill_event')).toEqual([[1, 1.5]]);
  expect(await engine.all('SELECT count(*) FROM pending_completion')).toEqual([[0]]);
});

test('takes an end before its begin for an instant', async () => {
  const { engine, ingest, record } = await openTestLog();
  await record(aCall({ callId: 'c', completed: null }));
  await ingest.ingest(aBatch({ completions: [{ callId: 'c', completed: true, endedAtMs: noonMs - 500 }] }));

  expect(await engine.all('SELECT duration_seconds FROM skill_event')).toEqual([[0]]);
});

test('stores ten thousand calls of one millisecond, in any number of batches', async () => {
  const { engine, record } = await openTestLog();
  const calls = Array.from({ length: 10_000 }, (_, index) => aCall({ callId: `c${index}` }));
  await record(...calls.slice(0, 4000));
  await record(...calls.slice(2000));

  expect(await engine.all('SELECT count(*), count(DISTINCT event_key >> 21) FROM skill_event')).toEqual([[10_000, 1]]);
  expect(await engine.all('SELECT count(*) FROM event_identity JOIN skill_event USING (event_key)')).toEqual([
    [10_000],
  ]);
  expect(await engine.all('SELECT invocations FROM skill_rollup_hour')).toEqual([[10_000]]);
});

test('stores all batches of a transaction or nothing', async () => {
  const { engine, ingest } = await openTestLog();
  const empty = await logContents(engine);
  const good = aBatch({ invocations: [aCall({ projectId: 'app-000001', errorType: 'new label' })], usages: [usage] });
  const bad = aBatch({ invocations: [aCall({ durationSeconds: Number.NaN })] });

  await expect(ingest.ingestAll([good, bad])).rejects.toThrow(RangeError);
  expect(await logContents(engine)).toEqual(empty);
  // Ids of the transaction that was rolled back are forgotten.
  expect(await ingest.ingest(good)).toMatchObject({ inserted: 1 });
  expect((await logContents(engine))['skill_event']).toHaveLength(1);
});

test('keeps the transactions before the one that failed, and closes the source', async () => {
  const { engine } = await openTestLog();
  const dependencies = { engine, pseudonymise: testPseudonym, now: () => noonMs };
  const ingest = new EventIngest({ ...dependencies, recordsPerStep: 1, recordsPerTransaction: 2 });
  let isClosed = false;
  function* source(): Generator<CollectedBatch> {
    try {
      for (const callId of ['a', 'b', 'c']) yield aBatch({ invocations: [aCall({ callId })] });
      yield aBatch({ invocations: [aCall({ callId: 'bad', durationSeconds: -1 })] });
      yield aBatch({ invocations: [aCall({ callId: 'never read' })] });
    } finally {
      isClosed = true;
    }
  }

  await expect(ingest.ingestAll(source())).rejects.toThrow(/call bad.*-1/);
  expect(isClosed).toBe(true);
  expect(await engine.all('SELECT count(*) FROM skill_event')).toEqual([[2]]);
  expect(
    await ingest.ingestAll(['a', 'c'].map((callId) => aBatch({ invocations: [aCall({ callId })] }))),
  ).toMatchObject({
    inserted: 1,
    duplicates: 1,
  });
});

test('reports what a source throws, after storing the transactions before', async () => {
  const { engine } = await openTestLog();
  const dependencies = { engine, pseudonymise: testPseudonym, now: () => noonMs };
  const ingest = new EventIngest({ ...dependencies, recordsPerStep: 1, recordsPerTransaction: 1 });
  async function* source(): AsyncGenerator<CollectedBatch> {
    yield aBatch({ invocations: [aCall({ callId: 'a' })] });
    throw new Error('the file is gone');
  }

  await expect(ingest.ingestAll(source())).rejects.toThrow('the file is gone');
  expect(await engine.all('SELECT count(*) FROM skill_event')).toEqual([[1]]);
});

test('reads batches one by one, also from a source that takes its time', async () => {
  const { ingest } = await openTestLog();
  async function* slowly(): AsyncGenerator<CollectedBatch> {
    for (const callId of ['a', 'b', 'a']) {
      // oxlint-disable-next-line no-await-in-loop -- a source that waits
      await new Promise(setImmediate);
      yield aBatch({ invocations: [aCall({ callId })] });
    }
  }

  expect(await ingest.ingestAll(slowly())).toMatchObject({ inserted: 2, duplicates: 1 });
});

test('shares dictionaries with another process that writes the same database', async () => {
  const folder = await temporaryFolder();
  onTestFinished(async () => folder.remove());
  const url = join(folder.path, 'skills.db');
  const one = await openTestLog(url);
  const two = await openTestLog(url);
  const rounds = ['a', 'b', 'c'].map((name) => ({ skillName: name, projectId: `${name}-000001`, userId: name }));
  for (const fields of rounds) {
    // oxlint-disable no-await-in-loop -- turn by turn
    await one.record(aCall({ ...fields, sessionId: `one ${fields.userId}` }));
    await two.record(aCall({ ...fields, sessionId: `two ${fields.userId}` }));
    // oxlint-enable no-await-in-loop
  }

  expect(await one.engine.all('SELECT count(*) FROM skill UNION ALL SELECT count(*) FROM project')).toEqual([[3], [3]]);
  expect(
    await two.engine.all('SELECT s.name, count(*) FROM skill_event JOIN skill AS s USING (skill_id) GROUP BY 1'),
  ).toEqual([
    ['a', 2],
    ['b', 2],
    ['c', 2],
  ]);
});

test('finds a session again that another process has deleted', async () => {
  const { engine, record } = await openTestLog();
  await record(aCall({ sessionId: 's' }));
  await engine.transaction(async (transaction) => transaction.run('DELETE FROM session'));
  await record(aCall({ sessionId: 's' }));

  expect(await engine.all('SELECT external_id FROM session')).toEqual([['s']]);
});

test('never stores a user id, only its pseudonym', async () => {
  const { engine, record } = await openTestLog();
  await record(aCall({ userId: 'ada@example.com' }));

  expect(await engine.all('SELECT pseudonym FROM app_user')).toEqual([[testPseudonym('ada@example.com')]]);
});

test('counts a message once with the highest of its views', async () => {
  const { engine, ingest } = await openTestLog();
  const final = { ...usage, outputTokens: 50, model: 'opus-2', skillName: 'review' };
  await ingest.ingest(aBatch({ usages: [final] }));
  await ingest.ingest(aBatch({ usages: [usage, { ...usage, costUsd: 0.25 }] }));

  expect(await engine.all('SELECT count(*), max(output_tokens) FROM message_usage')).toEqual([[1, 50]]);
  expect(
    await engine.all(
      `SELECT r.project_id, m.text, k.text, messages, output_tokens, cost_stated, cost_usd FROM usage_rollup_day AS r
       JOIN label AS m ON m.label_id = model_label LEFT JOIN label AS k ON k.label_id = skill_label ORDER BY 1`,
    ),
  ).toEqual([
    [0, 'opus-2', 'review', 1, 50, 1, 0.25],
    [1, 'opus-2', 'review', 1, 50, 1, 0.25],
  ]);
});

test('counts an event with tokens as a message of its skill', async () => {
  const { engine, record } = await openTestLog();
  await record(aCall({ inputTokens: 7, costUsd: 0.1 }), aCall({ outputTokens: 3, model: 'opus' }), aCall());

  expect(
    await engine.all(
      `SELECT m.text, k.text, messages, input_tokens, output_tokens, cost_usd FROM usage_rollup_day
       JOIN label AS m ON m.label_id = model_label JOIN label AS k ON k.label_id = skill_label ORDER BY 1`,
    ),
  ).toEqual([
    ['(unknown)', 'review', 1, 7, 0, 0.1],
    ['opus', 'review', 1, 0, 3, 0],
  ]);
});

test('keeps the span of a session, the first offer of a skill and the place of a project', async () => {
  const { engine, ingest } = await openTestLog();
  const sessions = [{ sessionId: 's1', projectId: 'app-000001', firstAtMs: noonMs, lastAtMs: noonMs + 9000 }];
  const projects = [{ projectId: 'app-000001', name: 'app', path: '/home/ada/app' }];
  await ingest.ingest(aBatch({ sessions, offers: [{ skillName: 'dead', sessionId: 's1', offeredAtMs: noonMs + 5 }] }));
  await ingest.ingest(aBatch({ projects, offers: [{ skillName: 'dead', sessionId: 's1', offeredAtMs: noonMs + 1 }] }));
  await ingest.ingest(aBatch({ invocations: [aCall({ sessionId: 's1', invokedAtMs: noonMs - 700 })] }));

  const contents = await logContents(engine);

  expect(contents['session']).toEqual([['s1', 'app-000001', noonMs - 700, noonMs + 9000]]);
  expect(contents['skill_offer']).toEqual([['dead', 's1', noonMs + 1]]);
  expect(contents['project']).toEqual([['app-000001', 'app', '/home/ada/app']]);
});

test('keeps V1 metrics by name over all kinds, with unknown outcomes in the total only', async () => {
  const { engine, record } = await openTestLog();
  await record(
    aCall({ durationSeconds: 0, workflowPath: 'idx[0]', followUpActions: ['retry', 'ask'] }),
    aCall({ durationSeconds: 3, kind: 'slash_command', invokedAtMs: noonMs - 60_000 }),
    aCall({ completed: false, durationSeconds: 60, errorType: '__proto__' }),
    aCall({ completed: null }),
  );
  await record(aCall({ durationSeconds: 6, workflowPath: 'idx[0]' }));

  expect((await logContents(engine))['skill_metrics']).toEqual([
    [
      'review',
      5,
      3,
      1,
      9,
      3,
      75,
      '2026-02-10T11:59:00.000Z',
      '2026-02-10T12:00:00.000Z',
      '{"idx[0]":2}',
      '{"__proto__":1}',
      '{"ask":1,"retry":1}',
    ],
  ]);
});

test('keeps hostile names as text without what breaks SQLite', async () => {
  const { engine, record } = await openTestLog();
  await record(aCall({ skillName: 'a\0b\ud800"); DROP TABLE skill; --', sessionId: 'x'.repeat(5000) }));

  expect(await engine.all('SELECT name FROM skill')).toEqual([['ab\ufffd"); DROP TABLE skill; --']]);
  expect(await engine.all('SELECT length(external_id) FROM session')).toEqual([[1024]]);
});

test('takes calls of the same instance one after the other', async () => {
  const { engine } = await openTestLog();
  const ingest = new EventIngest({ engine, pseudonymise: testPseudonym, now: () => noonMs });
  const batch = aBatch({ invocations: [aCall({ callId: 'c', skillName: 'shared' })] });

  const counts = await Promise.all([ingest.ingest(batch), ingest.ingest(batch), ingest.ingest(batch)]);

  expect(counts.map(({ inserted }) => inserted)).toEqual([1, 0, 0]);
});
