import type { SkillInvocation } from '@skills/schema';
import { expect, test } from 'vitest';
import { aCall, noonMs } from '../../test/open-test-log.ts';
import { openTestStorage } from '../../test/open-test-storage.ts';

const hourMs = 3_600_000;

/** Calls spread over the 23 hours before the last one, or over the last one. */
function calls(
  skillName: string,
  when: 'before' | 'now',
  { completed, failed }: { readonly completed: number; readonly failed: number },
): readonly SkillInvocation[] {
  const total = completed + failed;
  const [fromMs, lengthMs] = when === 'now' ? [noonMs - hourMs, hourMs] : [noonMs - 24 * hourMs, 23 * hourMs];
  return Array.from({ length: total }, (_, index) =>
    aCall({ skillName, completed: index < completed, invokedAtMs: fromMs + Math.floor((index * lengthMs) / total) }),
  );
}

test('finds a drop that the predecessor could not, with its standard error', async () => {
  const { storage, record } = await openTestStorage();
  // A completion rate of 0.7 that falls to 0.4: in standard deviations of single outcomes, 0.65; in standard errors, 3.2.
  await record(...calls('review', 'before', { completed: 140, failed: 60 }));
  await record(...calls('review', 'now', { completed: 12, failed: 18 }));

  const [anomaly, ...others] = await storage.detectAnomalies();

  expect(others).toEqual([]);
  expect(anomaly).toMatchObject({
    skillName: 'review',
    metric: 'completion_rate',
    anomalyType: 'performance_drop',
    baselineValue: 0.7,
    observedValue: 0.4,
    detectedAt: new Date(noonMs).toISOString(),
  });
  // p = 140.5 / 201: (0.4 - p) / sqrt(p (1 - p) (1 / 30 + 1 / 200)), and 2 * scipy.stats.betabinom(30, 199 p, 199 (1 - p)).cdf(12)
  expect(anomaly?.deviationScore).toBeCloseTo(-3.3294, 4);
  expect(anomaly?.pValue).toBeCloseTo(0.002873, 5);
});

test('finds a spike and puts the largest deviation first', async () => {
  const { storage, record } = await openTestStorage();
  await record(
    ...calls('better', 'before', { completed: 100, failed: 100 }),
    ...calls('better', 'now', { completed: 28, failed: 2 }),
    ...calls('worse', 'before', { completed: 190, failed: 10 }),
    ...calls('worse', 'now', { completed: 5, failed: 25 }),
    ...calls('same', 'before', { completed: 160, failed: 40 }),
    ...calls('same', 'now', { completed: 24, failed: 6 }),
  );

  const anomalies = await storage.detectAnomalies();

  expect(anomalies.map(({ skillName, anomalyType }) => [skillName, anomalyType])).toEqual([
    ['worse', 'performance_drop'],
    ['better', 'performance_spike'],
  ]);
});

test('does not judge a skill by a handful of calls, nor unknown outcomes at all', async () => {
  const { storage, record } = await openTestStorage();
  await record(
    ...calls('few', 'before', { completed: 200, failed: 0 }),
    ...calls('few', 'now', { completed: 0, failed: 4 }),
    ...calls('new', 'before', { completed: 19, failed: 0 }),
    ...calls('new', 'now', { completed: 0, failed: 30 }),
    ...calls('open', 'before', { completed: 200, failed: 0 }),
    ...calls('open', 'now', { completed: 30, failed: 0 }).map((call) => Object.assign({}, call, { completed: null })),
  );

  expect(await storage.detectAnomalies()).toEqual([]);
});

test('does not cry wolf over hundreds of skills that have not changed', async () => {
  const { storage, record } = await openTestStorage();
  // The middle of a binomial of 20 at 0.7, and by chance four skills of two hundred out at 10 (p = 0.05 each, alone).
  const skills = Array.from({ length: 200 }, (_, index) => `s${index}`);
  await record(
    ...skills.flatMap((skillName) => calls(skillName, 'before', { completed: 70, failed: 30 })),
    ...skills.flatMap((skillName, index) =>
      calls(skillName, 'now', index % 50 === 0 ? { completed: 9, failed: 11 } : { completed: 14, failed: 6 }),
    ),
  );

  const alone = await storage.detectAnomalies({ falseDiscoveryRate: 1 });

  expect(alone).toHaveLength(4);
  expect(await storage.detectAnomalies()).toEqual([]);
});

test('reports nothing below the threshold, and refuses windows without a baseline', async () => {
  const { storage, record } = await openTestStorage();
  await record(
    ...calls('review', 'before', { completed: 140, failed: 60 }),
    ...calls('review', 'now', { completed: 12, failed: 18 }),
  );

  expect(await storage.detectAnomalies({ threshold: 3.5 })).toEqual([]);
  await expect(storage.detectAnomalies({ timeWindowHours: 1 })).rejects.toThrow(RangeError);
  await expect(storage.detectAnomalies({ threshold: Number.NaN })).rejects.toThrow(RangeError);
});
