import { seededRandom } from '@skills/testing';
import { describe, expect, test } from 'vitest';
import { failureClusters, type GroupExecution } from './failure-clusters.ts';

const minuteMs = 60_000;

function runs(outcomes: string, { rate = 0.1, gapMs = minuteMs } = {}): readonly GroupExecution[] {
  return Array.from(outcomes, (outcome, index) => ({
    atMs: index * gapMs,
    failed: outcome === 'x',
    expectedRate: rate,
  }));
}

describe('clusters of failures', () => {
  test('begin and end with a failure and count what ran between', () => {
    expect(failureClusters(runs('....x.xxx....'))).toMatchObject([
      {
        firstMs: 4 * minuteMs,
        lastMs: 8 * minuteMs,
        failures: 4,
        executions: 5,
        expectedFailures: expect.closeTo(0.5, 9),
      },
    ]);
  });

  test('are apart when nothing failed for longer than the gap', () => {
    const clusters = failureClusters(runs(`xxx${'.'.repeat(11)}xxxx`));

    expect(clusters.map(({ failures }) => failures)).toEqual([3, 4]);
  });

  test('are none below three failures, however unlikely', () => {
    expect(failureClusters(runs('xx', { rate: 0.001 }))).toEqual([]);
  });

  test('have the chance of the failures behind the first, times the failures that could have begun one', () => {
    // Two of two more: 0.1 ** 2, three starts.
    expect(failureClusters(runs('xxx'))[0]?.pValue).toBeCloseTo(0.03, 12);
  });

  test('say nothing of a tool that always fails', () => {
    expect(failureClusters(runs('x'.repeat(20), { rate: 0.99 }))[0]?.pValue).toBe(1);
  });

  test('refuse executions that are not in the order of time', () => {
    expect(() => failureClusters(runs('xxx').toReversed())).toThrow('order of time');
  });
});

test('are false alarms rarely when failures come independently, and are found when they do not', () => {
  const random = seededRandom(5);
  const worlds = 2_000;
  let falseAlarms = 0;
  let found = 0;
  for (let world = 0; world < worlds; world += 1) {
    const rate = 0.02 + 0.3 * random();
    const calm = Array.from({ length: 200 }, (_, index) => ({
      atMs: index * 3 * minuteMs,
      failed: random() < rate,
      expectedRate: rate,
    }));
    // Ten executions in a row of which nine of ten fail.
    const outage = calm.map((run, index) => (index >= 90 && index < 100 ? { ...run, failed: random() < 0.9 } : run));
    falseAlarms += Number(failureClusters(calm).some(({ pValue }) => pValue <= 0.01));
    found += Number(
      failureClusters(outage).some(({ pValue, firstMs }) => pValue <= 0.01 && firstMs <= 100 * 3 * minuteMs),
    );
  }
  process.stdout.write(
    `failure clusters at p <= 0.01: ${falseAlarms / worlds} false alarms, ${found / worlds} of outages found\n`,
  );

  expect(falseAlarms / worlds).toBeLessThan(0.015);
  expect(found / worlds).toBeGreaterThan(0.8);
});
