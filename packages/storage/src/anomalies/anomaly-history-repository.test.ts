import { packBaseline, skillBaseline } from '@skills/analytics';
import { expect, test } from 'vitest';
import { aCall, noonMs, openTestLog } from '../../test/open-test-log.ts';
import { AnomalyHistoryRepository, keepBaselines } from './anomaly-history-repository.ts';

const hourMs = 3_600_000;
const noon = noonMs / hourMs;
const today = Math.floor(noon / 24);

test('hours hold what was ingested, skill by skill, and skills that did not run are there too', async () => {
  const { engine, record } = await openTestLog();
  await record(
    aCall({ durationSeconds: 2 }),
    aCall({ completed: false, durationSeconds: 2 }),
    aCall({ completed: null, invokedAtMs: noonMs - hourMs }),
    aCall({ skillName: 'old', invokedAtMs: noonMs - 90 * 24 * hourMs }),
  );
  const repository = new AnomalyHistoryRepository({ engine });

  const histories = await repository.hours(noon - 2, noon + 1);

  const [review, old] = histories.toSorted((a, b) => b.skillName.localeCompare(a.skillName));
  expect(review).toMatchObject({ skillName: 'review', kind: 'skill' });
  expect(review?.hours.firstHour).toBe(noon - 2);
  expect([...(review?.hours.invocations ?? [])]).toEqual([0, 1, 2]);
  expect([...(review?.hours.completed ?? [])]).toEqual([0, 0, 1]);
  expect([...(review?.hours.failed ?? [])]).toEqual([0, 0, 1]);
  expect(review?.hours.logDurations.map((list) => list.length)).toEqual([0, 0, 2]);
  // A sketch knows two seconds to within 1 %.
  expect(Math.exp(review?.hours.logDurations[2]?.[0] ?? 0)).toBeCloseTo(2, 1);
  expect(review?.hours.logDurations[2]?.[1]).toBe(2);
  expect([...(old?.hours.invocations ?? [])]).toEqual([0, 0, 0]);
  const one = await repository.hoursOf({ skillName: 'review', kind: 'skill' }, noon - 2, noon + 1);
  expect(one).toEqual(review?.hours);
});

test('kept baselines hold until the days they stand on change', async () => {
  const { engine, record } = await openTestLog();
  const at = (daysAgo: number): number => noonMs - daysAgo * 24 * hourMs;
  await record(...Array.from({ length: 60 }, (_, index) => aCall({ invokedAtMs: at(3 + (index % 30)) })));
  const repository = new AnomalyHistoryRepository({ engine });
  const [history] = await repository.hours(noon - 44 * 24, noon);
  if (history === undefined) throw new Error('one skill ran');
  const baseline = skillBaseline(history.hours, today);
  const invocations = (await repository.baselineCalls(today)).get(history.skillId) ?? 0;
  const bySkill = new Map([[history.skillId, { baseline, invocations }]]);
  await engine.transaction(async (transaction) => keepBaselines(transaction, { day: today, bySkill }));

  const kept = (await repository.baselines(today)).get(history.skillId);
  await record(aCall({ invokedAtMs: noonMs }));
  const afterToday = await repository.baselines(today);
  await record(aCall({ invokedAtMs: at(5) }));
  const afterLateCall = await repository.baselines(today);

  expect(baseline.rate?.count).toBe(60);
  expect(kept && packBaseline(kept)).toEqual(packBaseline(baseline));
  expect(afterToday.size).toBe(1);
  expect(afterLateCall.size).toBe(0);
  expect((await repository.baselines(today + 1)).size).toBe(0);
});
