import fc from 'fast-check';
import { expect, test } from 'vitest';
import { areaUnderCurve, brierScore, logLoss } from './classification-scores.ts';

const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 10 }), fc.boolean()), { minLength: 1, maxLength: 60 });

function areaByPairs(scores: readonly number[], labels: readonly boolean[]): number | undefined {
  const wins = scores.flatMap((score, i) =>
    scores.flatMap((other, j) =>
      labels[i] === true && labels[j] === false ? [score > other ? 1 : score === other ? 0.5 : 0] : [],
    ),
  );
  return wins.length === 0 ? undefined : wins.reduce((sum, win) => sum + win, 0) / wins.length;
}

test('the area is the share of pairs in the right order, ties counting half', () => {
  fc.assert(
    fc.property(rows, (list) => {
      const scores = list.map(([score]) => score / 10);
      const labels = list.map(([, label]) => label);

      const area = areaUnderCurve(Float64Array.from(scores), Uint8Array.from(labels, Number));

      const expected = areaByPairs(scores, labels);
      expect(area === undefined).toBe(expected === undefined);
      expect(area ?? 0).toBeCloseTo(expected ?? 0, 12);
    }),
  );
});

// sklearn.metrics 1.2.1: roc_auc_score, log_loss, brier_score_loss of y = [0,0,1,1,0,1], p = [.1,.4,.35,.8,.4,.9]
test('scores are those of scikit-learn', () => {
  const probabilities = Float64Array.of(0.1, 0.4, 0.35, 0.8, 0.4, 0.9);
  const labels = Uint8Array.of(0, 0, 1, 1, 0, 1);

  expect(areaUnderCurve(probabilities, labels)).toBeCloseTo(0.7777777777777778, 12);
  expect(logLoss(probabilities, labels)).toBeCloseTo(0.4175563257767536, 12);
  expect(brierScore(probabilities, labels)).toBeCloseTo(0.13375, 12);
});

test('a certain mistake costs much, not everything', () => {
  expect(logLoss(Float64Array.of(0), Uint8Array.of(1))).toBeCloseTo(-Math.log(1e-6), 6);
});

test('what cannot be scored is refused by its value', () => {
  expect(() => areaUnderCurve(Float64Array.of(Number.NaN), Uint8Array.of(1))).toThrow('got NaN in row 0');
  expect(() => brierScore(Float64Array.of(0.5), Uint8Array.of())).toThrow('got 1 for 0');
  expect(() => logLoss(Float64Array.of(), Uint8Array.of())).toThrow('got none');
});
