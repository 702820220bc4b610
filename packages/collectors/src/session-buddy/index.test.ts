import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { collectFile, collectFiles, collectorContract } from '@skills/testing';
import type { CollectedBatch } from '@skills/schema';
import { afterAll, describe, expect, test } from 'vitest';
import { makeSessionBuddyHome, sessionBuddyFiles, sessionBuddyFixtures } from '../../test/session-buddy-home.ts';
import { BatchBuilder } from '../batch-builder.ts';
import { LineBuffer } from '../line-reader.ts';
import { scanFile } from '../scan-file.ts';
import { sessionBuddyCollector } from './index.ts';

const newBatch = (): BatchBuilder => new BatchBuilder();
const environment = { variables: {}, homeDirectory: '/nowhere' };
const home = makeSessionBuddyHome();
afterAll(() => rmSync(home, { recursive: true, force: true }));

collectorContract('session-buddy', {
  collector: sessionBuddyCollector,
  newBatch,
  fixture: home,
  files: sessionBuddyFiles,
  variables: (folder) => ({ INIT_CWD: join(folder, 'work', 'shop') }),
  scan: (path, before) =>
    scanFile({ collector: sessionBuddyCollector, path, before }, { nowMs: Date.now(), buffer: new LineBuffer() }),
  withUnknowns: (bytes, path) => {
    if (path.endsWith('.json')) {
      const text = bytes.toString().replace('{', '{"schema":{"invocations":[{"skill_name":"decoy"}]},');
      return Buffer.from(text.replaceAll('{\n      "skill_name"', '{"from_the_future":[{}],"skill_name"'));
    }
    if (path.endsWith('-wal')) return bytes;
    using database = new DatabaseSync(path);
    database.exec('CREATE TABLE from_the_future (skill_name TEXT); INSERT INTO from_the_future VALUES (1)');
    for (const table of database.prepare("SELECT name FROM sqlite_schema WHERE name LIKE 'skill_%'").all()) {
      database.exec(`ALTER TABLE ${String(table['name'])} ADD COLUMN mood TEXT DEFAULT 'good'`);
    }
    database.close();
    return readFileSync(path);
  },
});

type SkillTruth = { readonly total: number; readonly completed: number; readonly completedSeconds: number };

function bySkill(batch: CollectedBatch): Readonly<Record<string, SkillTruth>> {
  return Object.fromEntries(
    [...Map.groupBy(batch.invocations, (call) => call.skillName)].map(([name, calls]) => {
      const completed = calls.filter((call) => call.completed === true);
      const seconds = completed.reduce((sum, call) => sum + (call.durationSeconds ?? 0), 0);
      return [
        name,
        { total: calls.length, completed: completed.length, completedSeconds: Math.round(seconds * 1e6) / 1e6 },
      ];
    }),
  );
}

function collectFolder(folder: string): CollectedBatch {
  return collectFiles(sessionBuddyCollector, newBatch, sessionBuddyCollector.discover(environment, folder).files);
}

// Written by an independent counter; its shape is part of the fixture.
const truth: {
  readonly v4_schema: {
    readonly perSkillFromTriggers: readonly {
      readonly skill_name: string;
      readonly total_invocations: number;
      readonly completed_invocations: number;
      readonly total_duration_seconds: number;
    }[];
  };
  readonly json_v1: {
    readonly sessions: number;
    readonly bySkill: Readonly<
      Record<
        string,
        { readonly total: number; readonly completed: number; readonly totalDurationSecondsCompletedOnly: number }
      >
    >;
    readonly allDurationSeconds: number;
    readonly errors: Readonly<Record<string, number>>;
  };
} = JSON.parse(readFileSync(join(sessionBuddyFixtures, 'session-buddy.truth.json'), 'utf8'));

const jsonTruth = Object.fromEntries(
  Object.entries(truth.json_v1.bySkill).map(([name, { total, completed, totalDurationSecondsCompletedOnly }]) => [
    name,
    { total, completed, completedSeconds: Math.round(totalDurationSecondsCompletedOnly * 1e6) / 1e6 },
  ]),
);

test('counts a V4 database as its own triggers did', () => {
  const batch = collectFolder(join(sessionBuddyFixtures, 'v4-schema'));

  expect(bySkill(batch)).toEqual(
    Object.fromEntries(
      truth.v4_schema.perSkillFromTriggers.map((skill) => [
        skill.skill_name,
        {
          total: skill.total_invocations,
          completed: skill.completed_invocations,
          completedSeconds: Math.round(skill.total_duration_seconds * 1e6) / 1e6,
        },
      ]),
    ),
  );
});

test('counts session-buddy JSON (shape A) as an independent counter does', () => {
  const batch = collectFolder(join(sessionBuddyFixtures, 'json-v1-session-buddy'));
  const errors = Map.groupBy(batch.invocations, (call) => call.errorType);

  expect(bySkill(batch)).toEqual(jsonTruth);
  expect(batch.sessions).toHaveLength(truth.json_v1.sessions);
  expect(batch.invocations.reduce((sum, call) => sum + (call.durationSeconds ?? 0), 0)).toBeCloseTo(
    truth.json_v1.allDurationSeconds,
    6,
  );
  expect(errors.get('validation')).toHaveLength(truth.json_v1.errors['validation'] ?? 0);
});

test('counts crackerjack JSON (shape B) and the designed one (shape E) alike', () => {
  const countsOf = (skills: Readonly<Record<string, SkillTruth>>) =>
    Object.fromEntries(Object.entries(skills).map(([name, { total, completed }]) => [name, { total, completed }]));

  for (const folder of ['json-v0-crackerjack', 'json-doc-v1.0']) {
    const batch = collectFolder(join(sessionBuddyFixtures, folder));
    expect(countsOf(bySkill(batch))).toEqual(countsOf(jsonTruth));
  }
});

test('counts a call once that stands in JSON, in a copy of it and in a database', () => {
  const json = collectFolder(join(sessionBuddyFixtures, 'json-v1-session-buddy'));
  const first = json.invocations[0];
  const log = newBatch();
  for (const invocation of [...json.invocations, ...json.invocations]) log.addInvocation(invocation);

  expect(first?.callId).toBe('session-buddy:sess-00:code-review:2026-03-01T17:55:25.487304');
  expect(log.take().invocations).toHaveLength(30);
});

const shared = fileURLToPath(new URL('../../../../../shared/data/session-buddy/', import.meta.url));

// The whole collection lies beside the checkout in development only; a clone proves the same on the fixtures above.
describe.skipIf(!existsSync(shared))('over all shared files', () => {
  test.each(['v3.db', 'v4.db'])('reads every row of the original %s, as SQL counts them', (name) => {
    const path = join(shared, 'original', name);
    const location = pathToFileURL(path);
    location.searchParams.set('immutable', '1');
    using database = new DatabaseSync(location, { readOnly: true });
    const rows = database
      .prepare(
        `SELECT skill_name, count(*) AS total, sum(completed) AS completed,
                round(sum(iif(completed, duration_seconds, 0)), 6) AS seconds
         FROM skill_invocation GROUP BY skill_name`,
      )
      .all();
    const before = readdirSync(join(shared, 'original'));

    const { batch } = collectFile(sessionBuddyCollector, newBatch, { path });

    expect(bySkill(batch)).toEqual(
      Object.fromEntries(
        rows.map((row) => [
          row['skill_name'],
          { total: row['total'], completed: row['completed'], completedSeconds: row['seconds'] },
        ]),
      ),
    );
    expect(batch.quarantined).toEqual([]);
    expect(readdirSync(join(shared, 'original'))).toEqual(before);
  });

  test('reads the database that crackerjack really wrote', () => {
    const batch = collectFolder(join(shared, 'real'));

    expect(batch.invocations).toMatchObject([
      {
        skillName: 'test-agent',
        sessionId: 'test-session',
        completed: true,
        workflowPhase: 'testing',
        durationSeconds: 0,
      },
    ]);
  });
});
