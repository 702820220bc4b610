import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sampleRatioCheck } from './sample-ratio-check.ts';
import { winsorise, winsorLimits } from './winsorise.ts';

test('calls a mismatch below 0.001, not below 0.05', () => {
  expect(sampleRatioCheck([5500, 4500], [0.5, 0.5])).toMatchObject({ kind: 'mismatch' });
  // The arms of a well-known public experiment: p 0.0086.
  expect(sampleRatioCheck([44_700, 45_489], [0.5, 0.5])).toMatchObject({ kind: 'as-planned' });
  expect(sampleRatioCheck([44_700, 45_489], [0.5, 0.5], { alpha: 0.05 })).toMatchObject({ kind: 'mismatch' });
});

test('honours planned shares other than halves', () => {
  expect(sampleRatioCheck([9000, 1000], [0.9, 0.1])).toMatchObject({ kind: 'as-planned', pValue: 1 });
  expect(sampleRatioCheck([5000, 5000], [0.9, 0.1])).toMatchObject({ kind: 'mismatch' });
});

test('says so when there is nobody yet, and refuses shares of 0', () => {
  expect(sampleRatioCheck([0, 0], [0.5, 0.5])).toEqual({ kind: 'no-users', pValue: 1, chiSquared: 0 });
  expect(() => sampleRatioCheck([1, 2], [1, 0])).toThrow(RangeError);
  expect(() => sampleRatioCheck([1, Number.NaN], [0.5, 0.5])).toThrow('NaN');
});

test('winsorising moves what is beyond the limits onto them and nothing else', () => {
  const values = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 1 });
  const shares = fc.tuple(fc.double({ min: 0, max: 0.5, noNaN: true }), fc.double({ min: 0.5, max: 1, noNaN: true }));

  fc.assert(
    fc.property(values, shares, (list, [lowerQuantile, upperQuantile]) => {
      const limits = winsorLimits(list, { lowerQuantile, upperQuantile });

      winsorise(list, limits).forEach((value, index) => {
        const before = list[index] ?? Number.NaN;
        expect(value).toBeGreaterThanOrEqual(limits.lower);
        expect(value).toBeLessThanOrEqual(limits.upper);
        expect(value === before || before < limits.lower || before > limits.upper).toBe(true);
      });
    }),
  );
});

test('winsorising takes the sting out of one wild user', () => {
  const rounds = [...Array.from({ length: 199 }, (_, index) => index), 49_854];

  expect(Math.max(...winsorise(rounds, winsorLimits(rounds)))).toBeLessThan(250);
});

test('winsorising refuses limits without order and samples that are none', () => {
  expect(() => winsorLimits([])).toThrow(RangeError);
  expect(() => winsorLimits([1], { lowerQuantile: 0.9, upperQuantile: 0.1 })).toThrow('0.9');
  expect(() => winsorLimits([1], { upperQuantile: 2 })).toThrow('2');
  expect(() => winsorise([1], { lower: 2, upper: 1 })).toThrow(RangeError);
});
