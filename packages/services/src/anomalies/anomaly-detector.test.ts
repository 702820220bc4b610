import { emptySkillHours, hoursPerDay, type SkillBaseline, skillBaseline, type SkillHistory } from '@skills/analytics';
import { anomaliesResultSchema, type AnomalyRun, type RecordedAnomaly } from '@skills/schema';
import { expect, test } from 'vitest';
import { AnomalyDetector } from './anomaly-detector.ts';
import type { AnomalyHistoryPort, AnomalyRecordPort } from './anomaly-ports.ts';

const hourMs = 3_600_000;
const firstHour = Math.floor(Date.UTC(2026, 0, 5) / hourMs);
const days = 60;
const endMs = (firstHour + days * hoursPerDay) * hourMs;
const breaksAt = (days - 2) * hoursPerDay;

/** Ten calls an hour around the clock, nine of which complete; from `breaksAt` to `mendsAt` four. */
function aHistory(mendsAt = Infinity): SkillHistory {
  const hours = emptySkillHours(firstHour, days * hoursPerDay);
  for (let index = 0; index < days * hoursPerDay; index += 1) {
    const completed = index >= breaksAt && index < mendsAt ? 4 : 9;
    hours.completed[index] = completed;
    hours.failed[index] = 10 - completed;
    hours.invocations[index] = 10;
    hours.logDurations[index] = [Math.log(2 + ((index * 7) % 5)), 10];
  }
  return { skillId: 1, skillName: 'review', kind: 'skill', hours };
}

/** The columns from hour `from` on, as a database would hand them over. */
function sliced({ hours, ...skill }: SkillHistory, from: number, to: number): SkillHistory {
  const cut = emptySkillHours(from, to - from);
  for (let hour = from; hour < to; hour += 1) {
    const [index, source] = [hour - from, hour - hours.firstHour];
    cut.invocations[index] = hours.invocations[source] ?? 0;
    cut.completed[index] = hours.completed[source] ?? 0;
    cut.failed[index] = hours.failed[source] ?? 0;
    cut.logDurations[index] = hours.logDurations[source] ?? [];
  }
  return { ...skill, hours: cut };
}

function historyPort(
  ofSkill: SkillHistory,
  kept = new Map<number, SkillBaseline>(),
): AnomalyHistoryPort & { reads: number[] } {
  const reads: number[] = [];
  return {
    reads,
    hours: async (from, to) => {
      reads.push(to - from);
      return [sliced(ofSkill, from, to)];
    },
    hoursOf: async (_, from, to) => sliced(ofSkill, from, to).hours,
    baselines: async () => kept,
    baselineCalls: async () => new Map([[1, 10]]),
  };
}

/** A record in memory that numbers what it keeps. */
function recordPort(): AnomalyRecordPort & { readonly runs: AnomalyRun[] } {
  const runs: AnomalyRun[] = [];
  let kept: readonly RecordedAnomaly[] = [];
  return {
    runs,
    scannedHour: async () => runs.at(-1)?.scannedHour,
    anomalies: async () => kept,
    errorCounts: async () => [],
    seenErrorTypes: async () => [],
    record: async (run) => {
      runs.push(run);
      const changed = new Map(run.anomalies.map((anomaly) => [anomaly.anomalyId, anomaly]));
      const added = run.anomalies.filter(({ anomalyId }) => anomalyId === null);
      kept = [
        ...kept.map((anomaly) => changed.get(anomaly.anomalyId) ?? anomaly),
        ...added.map((anomaly, index) => Object.assign({}, anomaly, { anomalyId: kept.length + index + 1 })),
      ];
      return true;
    },
  };
}

const week = { sinceMs: endMs - 7 * 24 * hourMs, untilMs: endMs };

test('finds what broke, from what to what, since when and how sure', async () => {
  const detector = new AnomalyDetector({ history: historyPort(aHistory()), record: recordPort() });

  const result = await detector.detect(week);

  expect(anomaliesResultSchema.parse(result)).toEqual(result);
  expect(result.recorded).toBe(false);
  expect(result.anomalies).toMatchObject([
    {
      skillName: 'review',
      kind: 'skill',
      metric: 'completion_rate',
      anomalyType: 'performance_drop',
      observedValue: 0.4,
      startedAt: new Date((firstHour + breaksAt) * hourMs).toISOString(),
      resolvedAt: null,
      state: 'open',
    },
  ]);
  const [found] = result.anomalies;
  expect(found?.baselineValue).toBeCloseTo(0.9, 2);
  expect(found?.deviationScore).toBeLessThan(-8);
  expect(Date.parse(found?.detectedAt ?? '') - (firstHour + breaksAt) * hourMs).toBeLessThanOrEqual(6 * hourMs);
  expect(found?.history).toMatchObject({ stepHours: 6, mark: 48 });
});

test('recording twice records nothing twice, and the second run takes no look', async () => {
  const record = recordPort();
  const detector = new AnomalyDetector({ history: historyPort(aHistory()), record });

  const first = await detector.detect({ ...week, record: true });
  const second = await detector.detect({ ...week, record: true });

  expect(first.recorded).toBe(true);
  expect(second.recorded).toBe(false);
  expect(record.runs).toHaveLength(1);
  expect(second.anomalies).toEqual(first.anomalies);
});

test('reading alone records nothing', async () => {
  const record = recordPort();
  const detector = new AnomalyDetector({ history: historyPort(aHistory()), record });

  await detector.detect(week);

  expect(record.runs).toEqual([]);
});

test('opens, stays open, and is resolved when the last day is as usual again', async () => {
  const record = recordPort();
  const detector = new AnomalyDetector({ history: historyPort(aHistory(days * hoursPerDay - 24)), record });
  const at = async (back: number): Promise<readonly (string | null)[]> => {
    const { anomalies } = await detector.detect({
      sinceMs: week.sinceMs,
      untilMs: endMs - back * hourMs,
      record: true,
    });
    return anomalies.map(({ state, resolvedAt }) => (state === 'open' ? state : resolvedAt));
  };

  expect(await at(49)).toEqual([]);
  expect(await at(40)).toEqual(['open']);
  expect(await at(24)).toEqual(['open']);
  const [resolvedAt] = await at(0);
  expect(Date.parse(resolvedAt ?? '')).toBeGreaterThan(endMs - 12 * hourMs);
});

test('one run after three days finds what hourly runs find', async () => {
  const hourly = new AnomalyDetector({ history: historyPort(aHistory()), record: recordPort() });
  const late = new AnomalyDetector({ history: historyPort(aHistory()), record: recordPort() });
  const begin = endMs - 72 * hourMs;
  await late.detect({ sinceMs: begin, untilMs: begin + hourMs, record: true });
  for (let untilMs = begin + hourMs; untilMs < endMs; untilMs += 6 * hourMs) {
    // oxlint-disable-next-line no-await-in-loop -- run after run
    await hourly.detect({ sinceMs: begin, untilMs, record: true });
  }

  const asked = { sinceMs: begin, untilMs: endMs, record: true };
  expect((await late.detect(asked)).anomalies).toEqual((await hourly.detect(asked)).anomalies);
});

test('with the baselines of the day at hand, only the last day is read', async () => {
  const ofSkill = aHistory();
  const record = recordPort();
  const day = Math.floor((firstHour + days * hoursPerDay) / 24);
  const kept = historyPort(ofSkill, new Map([[1, skillBaseline(ofSkill.hours, day)]]));
  const detector = new AnomalyDetector({ history: kept, record });
  await detector.detect({ ...week, untilMs: endMs, record: true });

  const later = await detector.detect({ ...week, untilMs: endMs + hourMs });

  expect(kept.reads.at(-1)).toBe(24);
  expect(later.anomalies).toHaveLength(1);
});

test('leaves out what deviates less than the threshold', async () => {
  const detector = new AnomalyDetector({ history: historyPort(aHistory()), record: recordPort() });

  expect((await detector.detect({ ...week, limits: { threshold: 100 } })).anomalies).toEqual([]);
});

test('refuses thresholds that are none and windows that end before they begin, by name', async () => {
  const detector = new AnomalyDetector({ history: historyPort(aHistory()), record: recordPort() });

  await expect(detector.detect({ ...week, limits: { threshold: 0 } })).rejects.toThrow(
    'threshold requires a number above 0, got 0',
  );
  await expect(detector.detect({ ...week, limits: { threshold: Number.NaN } })).rejects.toThrow('got NaN');
  await expect(detector.detect({ sinceMs: 2, untilMs: 1 })).rejects.toThrow('got 2 and 1');
  await expect(detector.detect({ sinceMs: Number.NaN, untilMs: 1 })).rejects.toThrow(RangeError);
});

test('a database that cannot be read is a failure, not an empty list', async () => {
  const history = { ...historyPort(aHistory()), hours: async () => Promise.reject(new Error('disk I/O error')) };
  const detector = new AnomalyDetector({ history, record: recordPort() });

  await expect(detector.detect(week)).rejects.toThrow('disk I/O error');
});
