import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sampleMoments } from './sample-moments.ts';
import { studentTTest, welchTTest, type TTest, type TTestFigures } from './t-test.ts';

const sample = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 2, maxLength: 30 });

function figures(found: TTest): TTestFigures {
  if (found.kind === 'insufficient-data') throw new Error('two samples were given');
  return found;
}

test('changes its sign and nothing else when the samples change places', () => {
  fc.assert(
    fc.property(sample, sample, (a, b) => {
      const [one, other] = [figures(welchTTest(a, b)), figures(welchTTest(b, a))];

      expect(other.t).toBe(-one.t + 0);
      expect(other.pValue).toBe(one.pValue);
      expect(other.interval.lower).toBeCloseTo(-one.interval.upper, 9);
    }),
  );
});

test('has an interval that leaves out 0 just when the p-value is below 1 - confidence', () => {
  const confidences = fc.double({ min: 0.5, max: 0.999, noNaN: true });

  fc.assert(
    fc.property(sample, sample, confidences, (a, b, confidence) => {
      const { kind, pValue, interval } = { kind: 'tested', ...figures(welchTTest(a, b, { confidence })) };
      fc.pre(kind === 'tested' && Math.abs(pValue - (1 - confidence)) > 1e-6);

      expect(interval.lower > 0 || interval.upper < 0).toBe(pValue < 1 - confidence);
    }),
  );
});

test('gives the same from values as from their moments', () => {
  fc.assert(
    fc.property(sample, sample, (a, b) => {
      expect(welchTTest(sampleMoments(a), sampleMoments(b))).toEqual(welchTTest(a, b));
      expect(studentTTest(sampleMoments(a), sampleMoments(b))).toEqual(studentTTest(a, b));
    }),
  );
});

test('never gives NaN', () => {
  fc.assert(
    fc.property(sample, sample, (a, b) => {
      for (const value of Object.values(figures(welchTTest(a, b)))) expect(value).not.toBeNaN();
    }),
  );
});

test('says so when nothing varies or too little is there', () => {
  expect(welchTTest([3, 3], [3, 3])).toMatchObject({ kind: 'no-variation', t: 0, pValue: 1, difference: 0 });
  expect(welchTTest([3, 3], [4, 4])).toMatchObject({ kind: 'no-variation', t: -Infinity, pValue: 0, difference: -1 });
  expect(welchTTest([], [4, 4])).toEqual({ kind: 'insufficient-data', required: 2, actual: 0 });
  expect(studentTTest([1], [4, 4])).toEqual({ kind: 'insufficient-data', required: 2, actual: 1 });
});

test.each([
  [() => welchTTest([1, Number.NaN], [1, 2]), 'NaN'],
  [() => welchTTest([1, Infinity], [1, 2]), 'Infinity'],
  [() => welchTTest({ count: 3, mean: 1, variance: -1 }, [1, 2]), '-1'],
  [() => welchTTest({ count: 1.5, mean: 1, variance: 1 }, [1, 2]), '1.5'],
  [() => welchTTest({ count: 3, mean: Infinity, variance: 1 }, [1, 2]), 'Infinity'],
  [() => welchTTest([1, 2], [1, 2], { confidence: 1 }), '1'],
])('refuses what no sample has: %s', (call, value) => {
  expect(call).toThrow(RangeError);
  expect(call).toThrow(value);
});
