import { seededRandom } from '@skills/testing';
import { expect, test } from 'vitest';
import { anomalyStep, defaultAnomalyLimits } from './anomaly-step.ts';
import type { DeviationTest } from './deviation-test.ts';

const endHour = 500_000;
const limits = defaultAnomalyLimits;

function aTest(fields: Partial<DeviationTest> = {}): DeviationTest {
  return {
    metric: 'completion_rate',
    detail: null,
    baselineValue: 0.9,
    observedValue: 0.5,
    score: -8,
    pValue: 1e-12,
    weeklyChance: 1e-9,
    startHour: endHour - 5,
    isCalm: false,
    ...fields,
  };
}

const openRate = { skill: 'a', metric: 'completion_rate', detail: null, lastSeenHour: endHour - 1 } as const;

test('opens what chance does not explain, once', () => {
  const tests = [{ skill: 'a', tests: [aTest()] }];

  const first = anomalyStep(tests, [], { endHour, limits });
  const second = anomalyStep(tests, [openRate], { endHour, limits });

  expect(first.opened).toMatchObject([{ skill: 'a', qValue: 1e-9 }]);
  expect(second.opened).toEqual([]);
  expect(second.seen.map(({ anomaly }) => anomaly)).toEqual([openRate]);
});

test('the more is looked at, the clearer it must be', () => {
  const one = aTest({ weeklyChance: 1e-3 });
  const calm = aTest({ weeklyChance: 1, score: 0.1, isCalm: true });
  const others = Array.from({ length: 999 }, (_, index) => ({ skill: `s${index}`, tests: [calm] }));

  const alone = anomalyStep([{ skill: 'a', tests: [one] }], [], { endHour, limits });
  const among = anomalyStep([{ skill: 'a', tests: [one] }, ...others], [], { endHour, limits });

  expect(alone.opened).toHaveLength(1);
  expect(among.opened).toEqual([]);
});

test('a great anomaly that is already open makes no room for small ones', () => {
  const small = aTest({ metric: 'duration_seconds', weeklyChance: 0.2 });
  const tests = [{ skill: 'a', tests: [aTest(), small] }];

  expect(anomalyStep(tests, [], { endHour, limits }).opened).toHaveLength(2);
  expect(anomalyStep(tests, [openRate], { endHour, limits: { ...limits, falseAlarmsPerWeek: 0.1 } }).opened).toEqual(
    [],
  );
});

test('ends when the last day is as usual again, and after a week of silence', () => {
  const calm = [{ skill: 'a', tests: [aTest({ isCalm: true, weeklyChance: 1 })] }];
  const silentFor = (hours: number) =>
    anomalyStep([], [{ ...openRate, lastSeenHour: endHour - hours }], { endHour, limits });

  expect(anomalyStep(calm, [openRate], { endHour, limits }).resolved).toEqual([openRate]);
  expect(silentFor(168).resolved).toEqual([]);
  expect(silentFor(169).resolved).toHaveLength(1);
});

test('types of errors are anomalies of their own, the hours of a pattern are not', () => {
  const error = (detail: string) => aTest({ metric: 'error_type', detail });
  const pattern = (detail: string) => aTest({ metric: 'hour_pattern', detail });
  const open = [
    { skill: 'a', metric: 'error_type', detail: 'x', lastSeenHour: endHour - 1 },
    { skill: 'a', metric: 'hour_pattern', detail: '00-08', lastSeenHour: endHour - 1 },
  ] as const;

  const step = anomalyStep([{ skill: 'a', tests: [error('x'), error('y'), pattern('02-10')] }], open, {
    endHour,
    limits,
  });

  expect(step.opened.map(({ test: { detail } }) => detail)).toEqual(['y']);
  expect(step.seen).toHaveLength(2);
});

test('leaves out what deviates less than asked for', () => {
  const tests = [{ skill: 'a', tests: [aTest({ score: -8 })] }];

  expect(anomalyStep(tests, [], { endHour, limits: { ...limits, threshold: 8.5 } }).opened).toEqual([]);
});

test('without any change, alarms are as rare as asked for', () => {
  const random = seededRandom(5);
  const weeks = Array.from({ length: 300 }, () => {
    const tests = Array.from({ length: 400 }, (_, skill) => ({ skill, tests: [aTest({ weeklyChance: random() })] }));
    return anomalyStep(tests, [], { endHour, limits }).opened.length;
  });

  // The level is 0.3 a week; 300 weeks hold 90 with a standard error of 8.
  const wrong = weeks.filter((alarms) => alarms > 0).length;
  expect(wrong).toBeGreaterThan(60);
  expect(wrong).toBeLessThan(120);
});

test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses the limit %d and names it', (wrong) => {
  expect(() => anomalyStep([], [], { endHour, limits: { ...limits, threshold: wrong } })).toThrow(`got ${wrong}`);
  expect(() => anomalyStep([], [], { endHour, limits: { ...limits, falseAlarmsPerWeek: wrong } })).toThrow(RangeError);
});
