import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { binomialCdf, binomialSurvival } from '../distributions/binomial-distribution.ts';
import { binomialTest, clopperPearsonInterval } from './binomial-test.ts';
import { chiSquaredGoodnessOfFitTest, chiSquaredIndependenceTest } from './chi-squared-test.ts';
import { poissonInterval } from './poisson-interval.ts';

describe('the binomial test', () => {
  // scipy.stats.binomtest(k, n, p): pvalue, proportion_ci(0.95, "exact")
  test.each([
    [3, 15, 0.1, 0.18406106910639106, 0.04331200510583602, 0.48089113380685317],
    [8, 10, 0.5, 0.109375, 0.4439045376923585, 0.9747892736731665],
    [0, 20, 0.1, 0.25452997802490435, 0, 0.16843347098308548],
    [50, 100, 0.4, 0.051882020873502147, 0.39832112950330095, 0.6016788704966991],
    [7, 1000, 0.02, 0.0014173621199110743, 0.0028188587596180135, 0.014369194979269567],
    [12, 12, 0.9, 0.6234272846919999, 0.7353515306029488, 1],
    [1, 5, 0.2, 1, 0.005050763379468115, 0.7164179361180895],
  ])('agrees with scipy on %d of %d at %d', (...row) => {
    const [successes, trials, probability, pValue, lower, upper] = row;
    const interval = clopperPearsonInterval({ successes, trials });

    expect(binomialTest({ successes, trials }, probability) / pValue).toBeCloseTo(1, 11);
    expect(interval.lower).toBeCloseTo(lower, 12);
    expect(interval.upper).toBeCloseTo(upper, 12);
  });

  test('holds at 0 and 1', () => {
    expect(binomialTest({ successes: 0, trials: 9 }, 0)).toBe(1);
    expect(binomialTest({ successes: 1, trials: 9 }, 0)).toBe(0);
    expect(binomialTest({ successes: 9, trials: 9 }, 1)).toBe(1);
    expect(binomialTest({ successes: 0, trials: 0 }, 0.5)).toBe(1);
  });

  test('refuses what is no count or no probability', () => {
    expect(() => binomialTest({ successes: 3, trials: 2 }, 0.5)).toThrow(RangeError);
    expect(() => binomialTest({ successes: 1, trials: 2 }, Number.NaN)).toThrow('NaN');
    expect(() => clopperPearsonInterval({ successes: 0, trials: 0 })).toThrow(RangeError);
  });
});

test('Clopper and Pearson’s bounds are where each tail is 2.5 %', () => {
  const counts = fc
    .integer({ min: 2, max: 2000 })
    .chain((trials) => fc.record({ successes: fc.integer({ min: 1, max: trials - 1 }), trials: fc.constant(trials) }));

  fc.assert(
    fc.property(counts, ({ successes, trials }) => {
      const { lower, upper } = clopperPearsonInterval({ successes, trials });

      expect(binomialSurvival(successes - 1, { trials, probability: lower })).toBeCloseTo(0.025, 9);
      expect(binomialCdf(successes, { trials, probability: upper })).toBeCloseTo(0.025, 9);
    }),
  );
});

// scipy.stats.chi2.ppf(0.025, 2 k) / 2, scipy.stats.chi2.ppf(0.975, 2 k + 2) / 2
test.each([
  [0, 0, 3.6888794541139354],
  [1, 0.025317807984289876, 5.571643390938898],
  [10, 4.7953886961324335, 18.39035604201778],
  [250, 219.9679956309373, 282.98770504231607],
])('the exact interval of a Poisson count of %d agrees with scipy', (count, lower, upper) => {
  const interval = poissonInterval(count);

  expect(interval.lower).toBeCloseTo(lower, 10);
  expect(interval.upper).toBeCloseTo(upper, 10);
});

describe('the chi-squared test', () => {
  test('of a table agrees with scipy, and empty rows and columns change nothing', () => {
    // scipy.stats.chi2_contingency([[10, 20, 30], [6, 9, 17]], correction=False)
    const expected = {
      kind: 'tested',
      degreesOfFreedom: 2,
      chiSquared: expect.closeTo(0.27157465150403504, 12),
      pValue: expect.closeTo(0.873028283380073, 12),
    };

    expect(
      chiSquaredIndependenceTest([
        [10, 20, 30],
        [6, 9, 17],
      ]),
    ).toEqual(expected);
    expect(
      chiSquaredIndependenceTest([
        [10, 0, 20, 30],
        [0, 0, 0, 0],
        [6, 0, 9, 17],
      ]),
    ).toEqual(expected);
  });

  test('says so when there is nothing to compare', () => {
    expect(
      chiSquaredIndependenceTest([
        [1, 2],
        [0, 0],
      ]),
    ).toEqual({ kind: 'no-variation', pValue: 1 });
    expect(chiSquaredIndependenceTest([])).toEqual({ kind: 'no-variation', pValue: 1 });
    expect(chiSquaredGoodnessOfFitTest([0, 0], [0.5, 0.5])).toEqual({ kind: 'no-variation', pValue: 1 });
  });

  test.each([
    () => chiSquaredIndependenceTest([[1, 2], [3]]),
    () =>
      chiSquaredIndependenceTest([
        [1, -2],
        [3, 4],
      ]),
    () =>
      chiSquaredIndependenceTest([
        [1, Number.NaN],
        [3, 4],
      ]),
    () => chiSquaredGoodnessOfFitTest([1, 2], [0.5]),
    () => chiSquaredGoodnessOfFitTest([1], [1]),
    () => chiSquaredGoodnessOfFitTest([1, 2], [1, 0]),
    () => chiSquaredGoodnessOfFitTest([1, 2.5], [0.5, 0.5]),
  ])('refuses what is no table: %s', (call) => {
    expect(call).toThrow(RangeError);
  });
});
