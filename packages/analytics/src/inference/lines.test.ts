import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linearRegression } from './linear-regression.ts';
import { mannKendallTest } from './mann-kendall-test.ts';
import { theilSenLine } from './theil-sen.ts';

const points = fc.array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: -100, max: 100 })), {
  minLength: 3,
  maxLength: 40,
});

describe('the least-squares line', () => {
  test('goes through the mean and leaves residuals that sum to 0', () => {
    fc.assert(
      fc.property(points, (pairs) => {
        const [x, y] = [pairs.map(([first]) => first), pairs.map(([, second]) => second)];
        const line = linearRegression({ x, y });
        fc.pre(line.kind !== 'insufficient-data');

        const residuals = x.map((value, index) => (y[index] ?? 0) - line.intercept - line.slope * value);
        expect(residuals.reduce((sum, residual) => sum + residual, 0)).toBeCloseTo(0, 7);
        for (const value of Object.values(line)) expect(value).not.toBeNaN();
      }),
    );
  });

  test('has a slope interval that leaves out 0 just when p is below 5 %', () => {
    fc.assert(
      fc.property(points, (pairs) => {
        const line = linearRegression({ x: pairs.map(([first]) => first), y: pairs.map(([, second]) => second) });
        fc.pre(line.kind === 'tested' && Math.abs(line.pValue - 0.05) > 1e-6);

        expect(line.slopeInterval.lower > 0 || line.slopeInterval.upper < 0).toBe(line.pValue < 0.05);
      }),
    );
  });

  test('says so when it cannot be drawn or tested', () => {
    expect(linearRegression({ x: [], y: [] })).toEqual({ kind: 'insufficient-data', required: 2, actual: 0 });
    expect(linearRegression({ x: [3, 3], y: [1, 2] })).toEqual({ kind: 'insufficient-data', required: 2, actual: 1 });
    expect(linearRegression({ x: [1, 2], y: [1, 3] })).toMatchObject({ kind: 'exact-fit', slope: 2 });
    expect(linearRegression({ x: [1, 2, 3], y: [4, 4, 4] })).toMatchObject({ kind: 'no-variation', pValue: 1 });
  });
});

describe('Theil and Sen’s line', () => {
  test('is not moved by three wild points in ten', () => {
    const x = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
    const y = [900, 1, 2, 3, -700, 5, 6, 7, 8000, 9];

    expect(theilSenLine({ x, y })).toMatchObject({ slope: expect.closeTo(1, 1) });
  });

  test('has an interval that holds its slope, and turns with the sign of y', () => {
    fc.assert(
      fc.property(points, (pairs) => {
        const [x, y] = [pairs.map(([first]) => first), pairs.map(([, second]) => second)];
        const line = theilSenLine({ x, y });
        const turned = theilSenLine({ x, y: y.map((value) => -value) });
        fc.pre(line.kind === 'estimated' && turned.kind === 'estimated');

        expect(line.slopeInterval.lower).toBeLessThanOrEqual(line.slope);
        expect(line.slopeInterval.upper).toBeGreaterThanOrEqual(line.slope);
        expect(turned.slope).toBeCloseTo(-line.slope, 12);
      }),
    );
  });

  test('says so when there is one x, and refuses NaN', () => {
    expect(theilSenLine({ x: [1, 1], y: [1, 2] })).toEqual({ kind: 'insufficient-data', required: 2, actual: 1 });
    expect(() => theilSenLine({ x: [1, 2], y: [1, Number.NaN] })).toThrow('NaN');
  });
});

describe('Mann and Kendall’s test', () => {
  test('sees only the order of the values', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 40 }), (series) => {
        const found = mannKendallTest(series);

        expect(mannKendallTest(series.map((value) => value ** 3))).toEqual(found);
        expect(mannKendallTest(series.toReversed()).s).toBe(-found.s + 0);
        expect(found.pValue).toBeGreaterThan(0);
        expect(found.pValue).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('says so when nothing varies, and refuses infinities', () => {
    expect(mannKendallTest([])).toMatchObject({ kind: 'no-variation', pValue: 1 });
    expect(mannKendallTest([4, 4, 4])).toMatchObject({ kind: 'no-variation', s: 0, pValue: 1 });
    expect(() => mannKendallTest([1, Infinity])).toThrow('Infinity');
  });
});
