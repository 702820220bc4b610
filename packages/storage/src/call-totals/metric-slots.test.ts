import { expect, test } from 'vitest';
import { aCall, openTestLog } from '../../test/open-test-log.ts';
import { CallTotalRepository } from './call-total-repository.ts';
import { MetricSlotRepository } from './metric-slot-repository.ts';

const calls = (skillName: string, count: number, workflowPhase?: string) =>
  Array.from({ length: count }, () => aCall({ skillName, workflowPhase, durationSeconds: 1 }));

test('free slots go to the most used, and what has none is told as other', async () => {
  const { engine, record } = await openTestLog();
  await record(...calls('a', 1), ...calls('b', 3), ...calls('c', 2, 'setup'), ...calls('c', 1, 'teardown'));
  const slots = new MetricSlotRepository({ engine });
  const totals = new CallTotalRepository({ engine });

  const chosen = await slots.candidates([], { skill: 2, calls: 2, durations: 1 });
  await slots.keep(chosen);

  expect(await slots.slots()).toHaveLength(5);
  expect(await totals.calls(await slots.slots())).toEqual(
    [
      { skillName: 'b', workflowPhase: 'unknown', completed: 3, failed: 0, unknown: 0 },
      { skillName: 'c', workflowPhase: 'setup', completed: 2, failed: 0, unknown: 0 },
      { skillName: 'c', workflowPhase: 'other', completed: 1, failed: 0, unknown: 0 },
      { skillName: 'other', workflowPhase: 'other', completed: 1, failed: 0, unknown: 0 },
    ].toSorted((a, b) => b.completed - a.completed || a.skillName.localeCompare(b.skillName)),
  );
  expect(await totals.durations(await slots.slots())).toMatchObject([
    { skillName: 'other', workflowPhase: 'other', sumSeconds: 4 },
    { skillName: 'b', workflowPhase: 'unknown', sumSeconds: 3, buckets: [0, 0, 3, 0, 0, 0, 0, 0, 0, 0] },
  ]);
  expect(await totals.folded(await slots.slots())).toBe(2 + 3);
});

test('a slot that was given stays, however much another skill runs later', async () => {
  const { engine, record } = await openTestLog();
  const slots = new MetricSlotRepository({ engine });
  const limits = { skill: 1, calls: 1, durations: 1 };
  await record(...calls('first', 1));
  await slots.keep(await slots.candidates([], limits));
  await record(...calls('later', 50));

  const added = await slots.candidates(await slots.slots(), limits);

  expect(added).toEqual([]);
  const counted = await new CallTotalRepository({ engine }).calls(await slots.slots());
  expect(counted.map(({ skillName }) => skillName)).toEqual(['other', 'first']);
});
