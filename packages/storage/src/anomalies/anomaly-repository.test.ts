import type { AnomalyRun, RecordedAnomaly } from '@skills/schema';
import { expect, test } from 'vitest';
import { aCall, noonMs, openTestLog } from '../../test/open-test-log.ts';
import { AnomalyRepository } from './anomaly-repository.ts';

const hourMs = 3_600_000;
const noon = noonMs / hourMs;

function anAnomaly(fields: Partial<RecordedAnomaly> = {}): RecordedAnomaly {
  return {
    anomalyId: null,
    skillName: 'review',
    kind: 'skill',
    metric: 'completion_rate',
    detail: null,
    anomalyType: 'performance_drop',
    baselineValue: 0.9,
    observedValue: 0.5,
    deviationScore: -8,
    pValue: 1e-12,
    qValue: 1e-7,
    startedAtMs: noonMs - 5 * hourMs,
    detectedAtMs: noonMs,
    lastSeenAtMs: noonMs,
    resolvedAtMs: null,
    ...fields,
  };
}

function aRun(fields: Partial<AnomalyRun> = {}): AnomalyRun {
  return { afterHour: undefined, scannedHour: noon, anomalies: [], errorTypes: [], ...fields };
}

test('what is recorded comes back, and the flag of the cache follows it', async () => {
  const { engine, record } = await openTestLog();
  await record(aCall(), aCall({ skillName: 'other' }));
  const repository = new AnomalyRepository({ engine });
  const flags = async (): Promise<unknown> =>
    engine.all('SELECT skill_name, is_anomalous, anomaly_score FROM skill_metrics_cache ORDER BY 1');

  const before = await flags();
  await repository.record(aRun({ anomalies: [anAnomaly()] }), undefined);
  const [opened] = await repository.anomalies(0, Infinity);
  const during = await flags();
  const ended = { ...anAnomaly(opened), deviationScore: -9, resolvedAtMs: noonMs + hourMs, lastSeenAtMs: noonMs };
  await repository.record(aRun({ afterHour: noon, scannedHour: noon + 1, anomalies: [ended] }), undefined);

  expect(before).toEqual([
    ['other', 0, null],
    ['review', 0, null],
  ]);
  expect(opened).toEqual(anAnomaly({ anomalyId: opened?.anomalyId ?? -1 }));
  expect(during).toEqual([
    ['other', 0, null],
    ['review', 1, -8],
  ]);
  expect(await repository.anomalies(0, Infinity)).toEqual([ended]);
  expect(await flags()).toEqual(before);
});

test('a run that another has overtaken writes nothing', async () => {
  const { engine, record } = await openTestLog();
  await record(aCall());
  const repository = new AnomalyRepository({ engine });
  const run = aRun({ anomalies: [anAnomaly()] });

  expect(await repository.record(run, undefined)).toBe(true);
  expect(await repository.record(run, undefined)).toBe(false);
  expect(await repository.anomalies(0, Infinity)).toHaveLength(1);
  expect(await repository.scannedHour()).toBe(noon);
});

test('a run that fails writes nothing of itself', async () => {
  const { engine, record } = await openTestLog();
  await record(aCall());
  const repository = new AnomalyRepository({ engine });
  // No call of this skill was ever recorded.
  const run = aRun({ anomalies: [anAnomaly(), anAnomaly({ skillName: 'unknown' })] });

  await expect(repository.record(run, undefined)).rejects.toThrow('FOREIGN KEY');
  expect(await repository.anomalies(0, Infinity)).toEqual([]);
  expect(await repository.scannedHour()).toBeUndefined();
});

test('anomalies of a window are those that were open in it', async () => {
  const { engine, record } = await openTestLog();
  await record(aCall());
  const repository = new AnomalyRepository({ engine });
  const past = anAnomaly({ detectedAtMs: noonMs - 48 * hourMs, resolvedAtMs: noonMs - 24 * hourMs });
  await repository.record(aRun({ anomalies: [past, anAnomaly()] }), undefined);

  const counts = await Promise.all(
    [noonMs - 72 * hourMs, noonMs - 12 * hourMs].map(async (sinceMs) => repository.anomalies(sinceMs, noonMs + 1)),
  );

  expect(counts.map(({ length }) => length)).toEqual([2, 1]);
  expect(await repository.anomalies(0, noonMs - 72 * hourMs)).toEqual([]);
});

test('rows of the predecessor are shown with what they hold', async () => {
  const { engine, record } = await openTestLog();
  await record(aCall());
  await engine.transaction(async (transaction) => {
    await transaction.run(
      `INSERT INTO skill_anomalies (skill_name, detected_at, anomaly_type, baseline_value, observed_value, deviation_score)
       VALUES ('review', '2026-02-09 08:00:00', 'drop', 0.9, 0.6, -2.5), ('review', 'never', 'drop', 1, 1, 1)`,
    );
  });

  const anomalies = await new AnomalyRepository({ engine }).anomalies(0, Infinity);

  expect(anomalies).toMatchObject([
    { kind: null, metric: 'completion_rate', anomalyType: 'performance_drop', pValue: null, resolvedAtMs: null },
  ]);
});

test('types of errors are counted by ingest, and what was seen is kept', async () => {
  const { engine, record } = await openTestLog();
  const failed = { completed: false, errorType: 'timeout' } as const;
  await record(aCall(failed), aCall(failed), aCall());
  const repository = new AnomalyRepository({ engine });
  const seen = { skillName: 'review', errorType: 'timeout', occurrences: 2, firstSeenHour: 0, lastSeenHour: noon };

  const counts = await repository.errorCounts();
  await repository.record(aRun({ errorTypes: [seen] }), undefined);
  const later = { ...seen, occurrences: 5, lastSeenHour: noon + 1 };
  await repository.record(aRun({ afterHour: noon, scannedHour: noon + 1, errorTypes: [later] }), undefined);

  expect(counts).toEqual([{ skillName: 'review', invocations: 3, occurrences: new Map([['timeout', 2]]) }]);
  expect(await repository.seenErrorTypes()).toEqual([later]);
});
