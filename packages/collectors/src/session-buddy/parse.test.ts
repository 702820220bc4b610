import { mkdirSync, readFileSync, statSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { execFileSync } from 'node:child_process';
import { SkillsError } from '@skills/schema';
import { collectFile, temporaryFolder } from '@skills/testing';
import { expect, test as base } from 'vitest';
import { insertCall, invocationTable, makeWithLog, startedTable, storeCalls } from '../../test/session-buddy-home.ts';
import { BatchBuilder } from '../batch-builder.ts';
import { readCallRecord } from './call-record.ts';
import { sessionBuddyCollector } from './index.ts';

const newBatch = (): BatchBuilder => new BatchBuilder();
const collect = (path: string) => collectFile(sessionBuddyCollector, newBatch, { path }).batch;

const test = base.extend('folder', async ({}, { onCleanup }) => {
  const folder = await temporaryFolder();
  onCleanup(async () => folder.remove());
  return folder.path;
});

function writeMetrics(folder: string, content: unknown): string {
  const path = join(folder, 'shop', '.session-buddy', 'skill_metrics.json');
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  return path;
}

const call = { skill_name: 'lint', invoked_at: '2026-02-10T12:34:56.789012', session_id: 's1', completed: true };

test('reads the fields of shape A', ({ folder }) => {
  const path = writeMetrics(folder, {
    invocations: [
      {
        ...call,
        workflow_path: 'comprehensive',
        workflow_phase: 'verification',
        workflow_step_id: 'step-2',
        duration_seconds: 45.2,
        user_query: 'fix failing tests',
        alternatives_considered: ['ruff-check'],
        selection_rank: 1,
        follow_up_actions: ['git commit'],
        error_type: null,
      },
    ],
  });

  expect(collect(path).invocations).toMatchObject([
    {
      callId: 'session-buddy:s1:lint:2026-02-10T12:34:56.789012',
      source: 'session-buddy',
      kind: 'skill',
      skillName: 'lint',
      invokedAtMs: Date.UTC(2026, 1, 10, 12, 34, 56, 789),
      completed: true,
      durationSeconds: 45.2,
      sessionId: 's1',
      workflowPath: 'comprehensive',
      workflowPhase: 'verification',
      workflowStepId: 'step-2',
      selectionRank: 1,
      alternatives: ['ruff-check'],
      followUpActions: ['git commit'],
    },
  ]);
});

test('reads milliseconds, success and the count of follow-up actions of shape E', ({ folder }) => {
  const record = {
    invoked_at: '2026-03-01T12:17:56Z',
    completed_at: '2026-03-01T12:18:06Z',
    duration_ms: 10_437,
    success: false,
    followup_actions: 2,
    session_id: 's1',
    metadata: { workflow: 'quick', agent: 'reviewer' },
  };
  const path = writeMetrics(folder, {
    version: '1.0',
    skills: { 'crackerjack-run': [record, { ...record, invoked_at: '2026-03-02T00:00:00Z', success: null }] },
  });

  expect(collect(path).invocations).toMatchObject([
    {
      skillName: 'crackerjack-run',
      durationSeconds: 10.437,
      completed: false,
      workflowPath: 'quick',
      agentId: 'reviewer',
      metadata: { followUpCount: 2 },
    },
    { skillName: 'crackerjack-run', completed: null },
  ]);
});

test('reads an export (shape C) and the later one (shape D)', ({ folder }) => {
  const summary = { total_skills: 1, skills_by_usage: [['lint', 1]] };
  const skills = { lint: { skill_name: 'lint', total_invocations: 1, common_errors: {} } };

  const exported = collect(writeMetrics(folder, { summary, skills, invocations: [call], exported_at: 'x' }));
  const later = collect(writeMetrics(folder, { invocations: [call] }));

  expect(exported.invocations).toEqual(later.invocations);
  expect(later.invocations).toHaveLength(1);
});

test('gives a record without a session one that stands for its project', ({ folder }) => {
  const { invocations, projects } = collect(
    writeMetrics(folder, { invocations: [{ ...call, session_id: undefined }] }),
  );

  expect(projects).toMatchObject([{ name: 'shop' }]);
  expect(invocations[0]?.sessionId).toBe(`session-buddy:${projects[0]?.projectId}`);
});

test.for(['2019-12-31T23:59:59Z', '2026-03-02T00:00:01Z', '2099-01-01T00:00:00Z'])(
  'puts a call of %s in quarantine when it is the first of March 2026',
  (invokedAt) => {
    const batch = new BatchBuilder({ nowMs: Date.UTC(2026, 2, 1) });
    const { invocation, problem } = readCallRecord(
      { ...call, invoked_at: invokedAt },
      { projectId: undefined, latestMs: batch.latestMs },
    );

    expect(invocation).toBeUndefined();
    expect(problem).toContain('clock_suspect');
  },
);

test('takes a call of a day ahead, because clocks differ', () => {
  const { latestMs } = new BatchBuilder({ nowMs: Date.UTC(2026, 2, 1) });
  const { invocation } = readCallRecord(
    { ...call, invoked_at: '2026-03-02T00:00:00Z' },
    { projectId: undefined, latestMs },
  );

  expect(invocation?.invokedAtMs).toBe(Date.UTC(2026, 2, 2));
});

test('numbers exact repeats of a call, so that each counts', ({ folder }) => {
  const { invocations } = collect(writeMetrics(folder, { invocations: [call, call, call] }));

  const callId = 'session-buddy:s1:lint:2026-02-10T12:34:56.789012';
  expect(invocations.map((invocation) => invocation.callId)).toEqual([callId, `${callId}#2`, `${callId}#3`]);
});

test('puts bad records in quarantine one by one, with index and place, and keeps the rest', ({ folder }) => {
  const path = writeMetrics(folder, {
    invocations: [
      call,
      { ...call, skill_name: '' },
      { ...call, invoked_at: '2026-02-30T00:00:00' },
      { ...call, completed: 'yes' },
      { ...call, duration_seconds: -1 },
      7,
      null,
      [call],
      { ...call, invoked_at: '2026-02-11T00:00:00' },
    ],
  });

  const { invocations, quarantined } = collect(path);

  expect(invocations).toHaveLength(2);
  expect(quarantined.map((place) => place.reason)).toEqual([
    'invocations[1]: skill_name: expected a text of 1 to 1024 characters',
    'invocations[2]: invoked_at: expected an ISO 8601 time',
    'invocations[3]: completed: expected true, false or null',
    'invocations[4]: duration_seconds: expected seconds between 0 and a year',
    'invocations[5]: not a JSON object',
    'invocations[6]: not a JSON object',
    'invocations[7]: not a JSON object',
  ]);
  const bytes = readFileSync(path);
  const second = quarantined[0];
  expect(bytes.subarray(second?.byteOffset, (second?.byteOffset ?? 0) + 40).toString()).toContain('"skill_name": ""');
  expect(second?.lineNumber).toBe(bytes.subarray(0, second?.byteOffset).toString().split('\n').length);
});

test('keeps what a file cut in the middle of a rewrite has, and says that it was cut', ({ folder }) => {
  const path = writeMetrics(folder, { invocations: [call, { ...call, invoked_at: '2026-02-11T00:00:00' }] });
  truncateSync(path, statSync(path).size - 60);

  const { invocations, quarantined } = collect(path);

  expect(invocations).toHaveLength(1);
  expect(quarantined).toMatchObject([{ reason: 'invocations[1]: the file ends inside this record' }]);
});

test('ignores what a longer file left behind a shorter one, and says so', ({ folder }) => {
  const path = writeMetrics(folder, `${JSON.stringify({ invocations: [call] })} "lint"}],"invocations":[{}]}`);

  const { invocations, quarantined } = collect(path);

  expect(invocations).toHaveLength(1);
  expect(quarantined).toMatchObject([{ reason: 'file: bytes outside the JSON object' }]);
});

test.for([['not json'], ['[1, 2]'], ['\u0000\u0000'], ['{"invocations": [']])(
  'says what is wrong with %j',
  ([content = ''], { folder }) => {
    expect(collect(writeMetrics(folder, content)).quarantined).toHaveLength(1);
  },
);

test.for([
  [''],
  ['{}'],
  ['{"invocations": []}'],
  ['\uFEFF{"invocations": []}\n'],
  ['{"skills": {"lint": {"total": 1}}}'],
])('finds nothing wrong with %j', ([content = ''], { folder }) => {
  const batch = collect(writeMetrics(folder, content));

  expect([batch.invocations, batch.quarantined]).toEqual([[], []]);
});

test.for([
  ['timeout', 'timeout'],
  ['exit code 2', 'exit code 2'],
  ['TypeError: bad arg in /home/me/secret.py', 'TypeError'],
  ['it broke at /home/me', 'error'],
])('keeps the class of the error %j, not its text', ([error, kept], { folder }) => {
  const { invocations } = collect(writeMetrics(folder, { invocations: [{ ...call, error_type: error }] }));

  expect(invocations[0]?.errorType).toBe(kept);
});

test('leaves a call open that was begun and never completed (shape F)', ({ folder }) => {
  const path = join(folder, '.session-buddy', 'skills.db', 'skills.db');
  const row = { session_id: 's1', skill_name: 'agent', created_at: '2026-02-12 06:38:52' };
  storeCalls(path, startedTable, [
    { ...row, completed: 0, completed_at: null },
    { ...row, created_at: '2026-02-12 07:00:00', completed: 1, completed_at: '2026-02-12 07:00:05' },
    { ...row, created_at: '2026-02-12 08:00:00', completed: 0, completed_at: '2026-02-12 08:00:01' },
  ]);

  expect(collect(path).invocations).toMatchObject([
    { completed: null, durationSeconds: undefined },
    { completed: true, durationSeconds: 5 },
    { completed: false, durationSeconds: 1 },
  ]);
});

test('reads rows that are in the write-ahead log only, and leaves no trace beside the source', ({ folder }) => {
  const path = join(folder, 'session_buddy.db');
  makeWithLog(path);
  const stateOf = () =>
    [path, `${path}-wal`].map((file) => [statSync(file).mtimeMs, readFileSync(file).toString('base64')]);
  const before = stateOf();

  const { invocations } = collect(`${path}-wal`);

  expect(invocations.map((invocation) => invocation.skillName)).toEqual(['ruff-check', 'mypy-check']);
  expect(stateOf()).toEqual(before);
  expect(execFileSync('ls', [folder], { encoding: 'utf8' }).trim().split('\n')).toEqual([
    'session_buddy.db',
    'session_buddy.db-wal',
  ]);
});

test('reads databases of the versions before workflow phases', ({ folder }) => {
  const path = join(folder, 'skills.db');
  storeCalls(path, invocationTable.replace(/, embedding BLOB.*\)$/s, ')'), [{ ...call, completed: 1 }]);

  expect(collect(path).invocations).toHaveLength(1);
});

test('puts bad rows in quarantine by their id, and numbers beyond 53 bits do no harm', ({ folder }) => {
  const path = join(folder, 'skills.db');
  storeCalls(path, invocationTable, [
    { ...call, completed: 1 },
    { ...call, completed: 1, invoked_at: 'yesterday' },
    { ...call, completed: 5, invoked_at: '2026-02-11' },
    { ...call, completed: 1, invoked_at: '2026-02-12', alternatives_considered: 'not json', selection_rank: 9e18 },
  ]);
  using database = new DatabaseSync(path);
  database.exec('UPDATE skill_invocation SET selection_rank = 9007199254740993 WHERE id = 4');

  const { invocations, quarantined } = collect(path);

  expect(invocations).toHaveLength(2);
  expect(quarantined.map((place) => [place.byteOffset, place.reason])).toEqual([
    [2, 'skill_invocation row 2: invoked_at: expected an ISO 8601 time'],
    [3, 'skill_invocation row 3: completed: expected true, false or null'],
  ]);
});

test('takes nothing from a database that is none of theirs, or that is our own log', ({ folder }) => {
  const path = join(folder, 'skills.db');
  storeCalls(path, 'CREATE TABLE reflections (skill_name TEXT, session_id TEXT)', []);
  using database = new DatabaseSync(path);
  database.exec(`CREATE VIEW skill_invocation AS SELECT 1 AS id, 'x' AS skill_name, '2026-01-01' AS invoked_at`);

  expect(collect(path).invocations).toEqual([]);
});

test('names the database that SQLite cannot read', ({ folder }) => {
  const path = join(folder, 'skills.db');
  storeCalls(path, invocationTable, [{ ...call, completed: 1 }]);
  truncateSync(path, 5000);

  expect(() => collect(path)).toThrow(SkillsError);
});

test('reads thousands of rows without keeping the batch to the end', ({ folder }) => {
  const path = join(folder, 'skills.db');
  storeCalls(path, invocationTable, []);
  using database = new DatabaseSync(path);
  database.exec('BEGIN');
  for (let row = 0; row < 5000; row += 1)
    insertCall(database, 'skill_invocation', {
      ...call,
      completed: 1,
      invoked_at: new Date(1.78e12 + row).toISOString(),
    });
  database.exec('COMMIT');
  const batch = newBatch();
  const sizes: number[] = [];

  for (const _ of sessionBuddyCollector.read({ path, sizeBytes: 0, modifiedAtMs: 0 }, batch))
    sizes.push(batch.take().invocations.length);

  expect([...sizes, batch.take().invocations.length]).toEqual([2000, 2000, 1000]);
});

test('opens no link and no pipe', ({ folder }) => {
  const target = writeMetrics(folder, { invocations: [call] });
  symlinkSync(target, join(folder, 'link.json'));
  execFileSync('mkfifo', [join(folder, 'pipe.json')]);

  expect(() => collect(join(folder, 'link.json'))).toThrow(SkillsError);
  expect(() => collect(join(folder, 'pipe.json'))).toThrow(SkillsError);
});

test('searches a folder for projects, but not what is installed in them', ({ folder }) => {
  const wanted = writeMetrics(folder, { invocations: [call] });
  writeMetrics(join(folder, 'shop', 'node_modules', 'x'), { invocations: [call] });
  symlinkSync('/usr', join(folder, 'shop', 'elsewhere'));
  utimesSync(wanted, 1, 1);

  const discovery = sessionBuddyCollector.discover({ variables: {}, homeDirectory: folder }, folder);

  expect(discovery).toMatchObject({ files: [wanted], errors: [] });
});
