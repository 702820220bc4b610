import type { Composition } from '@skills/composition';
import { buildMetrics } from '@skills/composition/build-metrics';
import type { SkillEvent } from '@skills/schema';
import { openNodeSqliteEngine } from '@skills/storage';
import { hostileNames, type ParsedSample } from '@skills/testing';
import { expect, onTestFinished, test } from 'vitest';
import { composeOver, type DemoDatabase, openDatabaseFolder } from './demo-database.ts';
import { openExporter } from './open-exporter.ts';

const dayMs = 86_400_000;

function openFolder(): DemoDatabase {
  const database = openDatabaseFolder();
  onTestFinished(async () => database[Symbol.asyncDispose]());
  return database;
}

function anEvent(fields: Partial<SkillEvent> = {}): SkillEvent {
  return {
    source: 'test',
    kind: 'skill',
    skillName: 'review',
    invokedAt: new Date().toISOString(),
    completed: true,
    durationSeconds: 2,
    sessionId: crypto.randomUUID(),
    ...fields,
  };
}

async function record(composition: Composition, events: readonly SkillEvent[]): Promise<void> {
  const recording = await composition.recording();
  await recording.record(events.map((event, index) => ({ line: index + 1, event })));
}

const counterName = /(?:_total|_bucket|_count|_sum)$/;

function counters(samples: readonly ParsedSample[]): ReadonlyMap<string, number> {
  return new Map(
    samples
      .filter(
        ({ name }) =>
          counterName.test(name) && name !== 'active_sessions_total' && !name.startsWith('skills_exporter_'),
      )
      .map(({ name, labels, value }) => [JSON.stringify([name, labels]), value]),
  );
}

/** What a program that is started anew tells of the database. */
async function told(database: DemoDatabase): Promise<readonly ParsedSample[]> {
  const composition = composeOver(database.url, database.folder);
  const { exporter, scrape } = await openExporter({ source: await composition.metrics() });
  const { samples } = await scrape();
  await exporter.stop();
  await composition[Symbol.asyncDispose]();
  return samples;
}

test('no counter goes down when events are pruned, completed, erased or counted anew, nor by a restart', async () => {
  const database = openFolder();
  const { composition } = database;
  const old = new Date(Date.now() - 90 * dayMs).toISOString();
  await record(composition, [
    ...Array.from({ length: 20 }, (_, index) =>
      anEvent({ invokedAt: old, durationSeconds: index, inputTokens: 100, outputTokens: 5, model: 'claude-opus-4-5' }),
    ),
    anEvent({ eventId: 'open', completed: null, durationSeconds: null }),
  ]);
  let before = counters(await told(database));
  const steps: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['prune', async () => (await composition.maintenance()).prune(Date.now() - 30 * dayMs, false)],
    ['rebuild', async () => (await composition.maintenance()).rebuild()],
    ['complete', async () => record(composition, [anEvent({ eventId: 'open', completed: false })])],
    ['record', async () => record(composition, [anEvent(), anEvent({ completed: false, durationSeconds: 400 })])],
    ['prune all', async () => (await composition.maintenance()).prune(Date.now() + dayMs, false)],
  ];

  for (const [step, work] of steps) {
    // oxlint-disable-next-line no-await-in-loop -- in their order
    await work();
    // oxlint-disable-next-line no-await-in-loop -- in their order
    const after = counters(await told(database));
    const fallen = [...before].filter(([key, value]) => !((after.get(key) ?? -1) >= value));
    expect([step, fallen]).toEqual([step, []]);
    before = after;
  }
  const review = [...before].filter(([key]) => key.startsWith('["skill_invocations_total"'));
  expect(review.map(([, value]) => value)).toEqual([21, 2, 1]);
});

// Storing a hundred thousand takes a quarter of a minute.
const manySkills = process.env['SKILLS_LONG'] === undefined ? 20_000 : 100_000;

test(
  'many thousand skills are told within 2,000 samples, by the most used, without losing a call',
  { timeout: 120_000 },
  async () => {
    const database = openFolder();
    const names = Array.from({ length: manySkills }, (_, index) => `skill ${index}`);
    await record(
      database.composition,
      [...names, ...names.slice(0, 150)].map((skillName) => anEvent({ skillName, sessionId: 's' })),
    );

    const samples = await told(database);

    expect(samples.length).toBeLessThanOrEqual(2000);
    const calls = samples.filter(({ name }) => name === 'skill_invocations_total');
    expect(calls.reduce((sum, { value }) => sum + value, 0)).toBe(manySkills + 150);
    const own = new Set(calls.map(({ labels }) => labels['skill_name']));
    expect(names.slice(0, 150).every((name) => own.has(name))).toBe(true);
    expect(own.size).toBe(201);
    const counted = samples.filter(({ name }) => name === 'skill_duration_seconds_count');
    expect(counted.reduce((sum, { value }) => sum + value, 0)).toBe(manySkills + 150);
    expect(samples.find(({ name }) => name === 'skills_dropped_series_total')?.value).toBeGreaterThan(1.9 * manySkills);
  },
);

test('hostile names reach the text and nothing else of it', async () => {
  const database = openFolder();
  await record(
    database.composition,
    hostileNames.map((name) =>
      anEvent({ skillName: name, workflowPhase: name, model: name, inputTokens: 1, sessionId: name }),
    ),
  );

  const samples = await told(database);

  expect(new Set(samples.map(({ name }) => name)).has('evil_metric')).toBe(false);
  const calls = samples.filter(({ name }) => name === 'skill_invocations_total');
  expect(calls.reduce((sum, { value }) => sum + value, 0)).toBe(hostileNames.length);
  const shown = new Set(calls.map(({ labels }) => labels['skill_name']));
  for (const name of [
    'a"b',
    'a\\b',
    'a\\',
    'a,b:c',
    '<script>alert(1)</script>',
    '__proto__',
    'a"} 1\nevil_metric 2',
  ]) {
    expect(shown.has(name)).toBe(true);
  }
});

test('a database that may only be read is told all the same', async () => {
  const database = openFolder();
  await record(database.composition, [anEvent(), anEvent({ completed: false })]);
  await database.composition[Symbol.asyncDispose]();
  const engine = openNodeSqliteEngine({ url: database.url, readOnly: true });
  onTestFinished(async () => engine.close());
  const notes: string[] = [];
  const { value } = await openExporter({ source: buildMetrics(engine, (note) => notes.push(note)) });

  expect(await value('skill_invocations_total', { completed: 'true' })).toBe(1);
  expect(await value('skills_exporter_stale')).toBe(0);
  expect(notes).toHaveLength(1);
});
