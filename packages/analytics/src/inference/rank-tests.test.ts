import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kolmogorovSmirnovTest } from './kolmogorov-smirnov-test.ts';
import { kruskalWallisTest } from './kruskal-wallis-test.ts';
import { mannWhitneyU } from './mann-whitney-u.ts';
import { kendallTau, spearmanCorrelation } from './rank-correlation.ts';
import { midRanks } from './ranks.ts';

const [a, b, c] = [
  [1.1, 2.3, 2.3, 4.8, 5, 7.7, 8.1, 9.9],
  [0.4, 2.3, 3.3, 3.9, 4.1, 6.2],
  [7.1, 8.8, 9.9, 10.4, 12],
] as const;

describe('ranks', () => {
  test('of equal values are shared', () => {
    expect(midRanks([5, 1, 5, 5])).toEqual({ ranks: Float64Array.of(3, 1, 3, 3), ties: [3] });
    expect(midRanks([])).toEqual({ ranks: new Float64Array(0), ties: [] });
  });

  test('always sum to n (n + 1) / 2', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 })), (values) => {
        const sum = midRanks(values).ranks.reduce((total, rank) => total + rank, 0);

        expect(sum).toBe((values.length * (values.length + 1)) / 2);
      }),
    );
  });
});

describe('Kruskal and Wallis', () => {
  test('agree with scipy', () => {
    // scipy.stats.kruskal(a, b, c)
    const found = kruskalWallisTest([a, b, [], c]);

    expect(found).toMatchObject({ kind: 'tested', degreesOfFreedom: 2 });
    expect(found.pValue).toBeCloseTo(0.011558671051839968, 13);
  });

  test('agree with Mann and Whitney on two samples', () => {
    const pair = mannWhitneyU(a, b, { method: 'asymptotic', continuity: false });

    expect(pair).toMatchObject({ kind: 'tested', pValue: expect.closeTo(kruskalWallisTest([a, b]).pValue, 12) });
  });

  test('say so when nothing varies', () => {
    expect(kruskalWallisTest([[1, 1], [1]])).toEqual({ kind: 'no-variation', pValue: 1 });
    expect(kruskalWallisTest([[1, 2]])).toEqual({ kind: 'no-variation', pValue: 1 });
  });
});

describe('Kolmogorov and Smirnov', () => {
  test('agree with scipy', () => {
    // scipy.stats.ks_2samp(a, c).statistic and scipy.stats.kstwobign.sf of it times sqrt(8 · 5 / 13)
    const found = kolmogorovSmirnovTest(a, c);

    expect(found).toMatchObject({ kind: 'tested', distance: expect.closeTo(0.675, 12) });
    expect(found).toMatchObject({ pValue: expect.closeTo(0.12112632309727121, 12) });
  });

  test('find nothing between a sample and itself, and everything between samples apart', () => {
    const far = a.map((value) => value + 1000);

    expect(kolmogorovSmirnovTest(a, a)).toEqual({ kind: 'tested', distance: 0, pValue: 1 });
    expect(kolmogorovSmirnovTest(a, far)).toMatchObject({ distance: 1 });
  });

  test('have a p-value that falls without a jump from one series to the other', () => {
    // Samples of 200 whose distance is k / 200: the scale passes 1, where the series change, between k 19 and 20… 20 and 21.
    const values = Array.from({ length: 200 }, (_, index) => index);
    const pValues = Array.from({ length: 60 }, (_, k) =>
      kolmogorovSmirnovTest(
        values,
        values.map((value) => value + k),
      ),
    ).map((found) => (found.kind === 'tested' ? found.pValue : 1));

    pValues.slice(1).forEach((p, index) => {
      expect(p).toBeLessThanOrEqual(pValues[index] ?? 1);
      expect((pValues[index] ?? 1) - p).toBeLessThan(0.1);
    });
  });

  test('say so when a sample is empty, and refuse NaN', () => {
    expect(kolmogorovSmirnovTest([], a)).toEqual({ kind: 'insufficient-data', required: 1, actual: 0 });
    expect(() => kolmogorovSmirnovTest([Number.NaN], a)).toThrow(RangeError);
  });
});

describe('rank correlation', () => {
  const x = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
  const y = [2, 1, 4, 4, 3, 8, 7, 7, 10, 9];

  test('agrees with scipy', () => {
    // scipy.stats.spearmanr(x, y), scipy.stats.kendalltau(x, y, method="asymptotic")
    expect(spearmanCorrelation({ x, y })).toMatchObject({
      coefficient: expect.closeTo(0.8963581269790831, 12),
      pValue: expect.closeTo(0.00044468866296464883, 12),
    });
    expect(kendallTau({ x, y })).toMatchObject({
      coefficient: expect.closeTo(0.7047274841194893, 12),
      pValue: expect.closeTo(0.0051871488559293525, 12),
    });
    // With equal values on both sides.
    expect(kendallTau({ x: [1, 1, 2, 3, 3, 4, 5, 6], y: [2, 1, 1, 4, 4, 6, 6, 5] })).toMatchObject({
      coefficient: expect.closeTo(0.7060180864974626, 12),
      pValue: expect.closeTo(0.020708488409175656, 12),
    });
  });

  test('is 1 for whatever rises, -1 for whatever falls', () => {
    const falling = x.map((value) => -(value ** 3));

    expect(spearmanCorrelation({ x, y: x.map(Math.exp) })).toEqual({ kind: 'tested', coefficient: 1, pValue: 0 });
    expect(spearmanCorrelation({ x, y: falling })).toMatchObject({ coefficient: -1 });
    expect(kendallTau({ x, y: falling })).toMatchObject({ coefficient: -1 });
  });

  test('says so when one side does not vary or too little is there', () => {
    expect(spearmanCorrelation({ x, y: x.map(() => 3) })).toEqual({ kind: 'no-variation' });
    expect(kendallTau({ x, y: x.map(() => 3) })).toEqual({ kind: 'no-variation' });
    expect(kendallTau({ x: [1], y: [1] })).toEqual({ kind: 'insufficient-data', required: 3, actual: 1 });
  });

  test('refuses sides of different length and NaN', () => {
    expect(() => spearmanCorrelation({ x: [1, 2], y: [1] })).toThrow('got 2 and 1');
    expect(() => kendallTau({ x: [1, 2, Number.NaN], y: [1, 2, 3] })).toThrow('NaN');
  });
});
