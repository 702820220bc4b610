import { expect, test } from 'vitest';
import { noonMs, openTestLog } from '../../test/open-test-log.ts';
import { type Measure, OperationMeasures, otherName } from './operation-measures.ts';

const dayMs = 86_400_000;

function aMeasure(fields: Partial<Measure>): Measure {
  return {
    kind: 'collect',
    name: 'codex',
    atMs: noonMs,
    durationSeconds: 1,
    records: 10,
    rejected: 0,
    hasFailed: false,
    ...fields,
  };
}

test('sums runs, records and durations of the days that are asked for', async () => {
  const { engine } = await openTestLog();
  const measures = new OperationMeasures({ engine });
  await measures.record([aMeasure({}), aMeasure({ durationSeconds: 3, rejected: 2, hasFailed: true })]);
  await measures.record([aMeasure({ atMs: noonMs - 40 * dayMs, records: 1000 })]);

  expect(await measures.totals(noonMs - 30 * dayMs)).toEqual([
    {
      kind: 'collect',
      name: 'codex',
      runs: 2,
      failures: 1,
      records: 20,
      rejected: 2,
      meanSeconds: 2,
      longestSeconds: 3,
      lastAtMs: noonMs,
    },
  ]);
});

test('keeps 90 days and 200 names of a kind; what comes after is counted together', async () => {
  const { engine } = await openTestLog();
  const measures = new OperationMeasures({ engine });
  await measures.record([aMeasure({ atMs: noonMs - 91 * dayMs })]);
  for (let name = 0; name < 205; name += 1) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other, as they come
    await measures.record([aMeasure({ kind: 'request', name: `skill ${name}` })]);
  }

  const totals = await measures.totals(0);

  expect(totals.map(({ kind }) => kind)).not.toContain('collect');
  expect(totals).toHaveLength(201);
  expect(totals[0]).toMatchObject({ name: otherName, runs: 5 });
});
