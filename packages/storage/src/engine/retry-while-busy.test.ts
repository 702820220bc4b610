import { SkillsError } from '@skills/schema';
import { expect, test } from 'vitest';
import { retryWhileBusy } from './retry-while-busy.ts';
import { sqliteResult, toStorageError } from './sqlite-error.ts';

function failure(resultCode: number): Error {
  const cause = Object.assign(new Error('from SQLite'), { errcode: resultCode });
  return toStorageError({ resultCode, message: cause.message }, 'skills.db', cause);
}

function failingTimes(
  times: number,
  resultCode: number,
): { readonly step: () => number; readonly calls: () => number } {
  let calls = 0;
  return {
    step() {
      calls += 1;
      if (calls <= times) throw failure(resultCode);
      return calls;
    },
    calls: () => calls,
  };
}

test.each([sqliteResult.busy, sqliteResult.locked])('waits for another program (result code %i)', (resultCode) => {
  const { step } = failingTimes(3, resultCode);

  expect(retryWhileBusy(step, 5000)).toBe(4);
});

test('gives up after its time, with the failure itself', () => {
  const { step, calls } = failingTimes(Infinity, sqliteResult.busy);

  expect(() => retryWhileBusy(step, 30)).toThrow(SkillsError);
  expect(calls()).toBeGreaterThan(1);
});

test('does not try again what waiting cannot help', () => {
  const { step, calls } = failingTimes(1, sqliteResult.corrupt);

  expect(() => retryWhileBusy(step, 5000)).toThrow('the file is damaged');
  expect(calls()).toBe(1);
});
