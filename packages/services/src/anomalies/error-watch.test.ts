import type { RecordedAnomaly, SeenErrorType } from '@skills/schema';
import { expect, test } from 'vitest';
import { type ErrorWatchInput, watchErrors } from './error-watch.ts';

const endHour = 500_000;
const seenTimeout: SeenErrorType = {
  skillName: 'review',
  errorType: 'timeout',
  occurrences: 9,
  firstSeenHour: 0,
  lastSeenHour: endHour - 50,
};

function input(occurrences: Readonly<Record<string, number>>, fields: Partial<ErrorWatchInput> = {}): ErrorWatchInput {
  return {
    counts: [{ skillName: 'review', invocations: 500, occurrences: new Map(Object.entries(occurrences)) }],
    seen: [seenTimeout],
    scannedHour: endHour - 1,
    endHour,
    open: [],
    recentCalls: new Map([['review', 40]]),
    ...fields,
  };
}

test('the first look takes what is there for known', () => {
  const watch = watchErrors(input({ timeout: 9, quota: 5 }, { seen: [], scannedHour: undefined }));

  expect(watch.histories.size).toBe(0);
  expect(watch.changed.map(({ errorType, firstSeenHour }) => [errorType, firstSeenHour])).toEqual([
    ['timeout', 0],
    ['quota', 0],
  ]);
});

test('a type that no look has seen is new for a day', () => {
  const now = watchErrors(input({ timeout: 9, quota: 5, single: 1 }, { seen: [seenTimeout, seen('single', 0)] }));
  const old = watchErrors(input({ timeout: 9, quota: 5 }, { seen: [seenTimeout, seen('quota', endHour - 25)] }));

  expect(now.histories.get('review')).toEqual({
    newTypes: [{ errorType: 'quota', count: 5, firstSeenHour: endHour, lastSeenHour: endHour }],
    calls: 500,
    singleTypes: 1,
    recentCalls: 40,
  });
  expect(now.changed.map(({ errorType }) => errorType)).toEqual(['quota']);
  expect(old.histories.size).toBe(0);
});

test('what is open stays watched, and is seen again when it occurs again', () => {
  const open: RecordedAnomaly[] = [anError('quota')];
  const known = { ...seen('quota', endHour - 60), occurrences: 4 };

  const quiet = watchErrors(input({ quota: 4 }, { seen: [known], open }));
  const again = watchErrors(input({ quota: 6 }, { seen: [known], open }));

  expect(quiet.histories.get('review')?.newTypes).toMatchObject([{ lastSeenHour: endHour - 60 }]);
  expect(quiet.changed).toEqual([]);
  expect(again.histories.get('review')?.newTypes).toMatchObject([{ lastSeenHour: endHour, count: 6 }]);
  expect(again.changed).toMatchObject([{ errorType: 'quota', occurrences: 6, firstSeenHour: endHour - 60 }]);
});

function seen(errorType: string, firstSeenHour: number): SeenErrorType {
  return {
    skillName: 'review',
    errorType,
    occurrences: errorType === 'single' ? 1 : 5,
    firstSeenHour,
    lastSeenHour: firstSeenHour,
  };
}

function anError(detail: string): RecordedAnomaly {
  return {
    anomalyId: 1,
    skillName: 'review',
    kind: 'skill',
    metric: 'error_type',
    detail,
    anomalyType: 'new_error',
    baselineValue: 0,
    observedValue: 0.1,
    deviationScore: 9,
    pValue: 1e-9,
    qValue: 1e-6,
    startedAtMs: 0,
    detectedAtMs: 0,
    lastSeenAtMs: 0,
    resolvedAtMs: null,
  };
}
