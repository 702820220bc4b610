import fc from 'fast-check';
import { expect, test } from 'vitest';
import { brierScore, logLoss } from './classification-scores.ts';
import { logistic } from './log-odds.ts';
import { calibrated, chosenCalibration, isotonicCalibration, plattCalibration } from './probability-calibration.ts';
import { randomBits } from '../random/random-bits.ts';

// Numbers too small to be halved are left out: their mean is not between them.
const share = fc.integer({ min: 0, max: 1_000 }).map((thousandth) => thousandth / 1_000);
const pairs = fc.array(fc.tuple(share, fc.integer({ min: 0, max: 1 })), {
  minLength: 1,
  maxLength: 80,
});

// sklearn.isotonic.IsotonicRegression().fit_transform([.1 … .8], [0,1,0,0,1,1,0,1]) = [0, 1/3 x 3, 2/3 x 3, 1]
test('isotonic steps are those of scikit-learn, held away from 0 and 1', () => {
  const from = Float64Array.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8);

  const calibration = isotonicCalibration(from, Uint8Array.of(0, 1, 0, 0, 1, 1, 0, 1));

  expect(calibration.kind).toBe('isotonic');
  expect(calibrated(calibration, 0.1)).toBeCloseTo(1 / 6, 12);
  expect(calibrated(calibration, 0.3)).toBeCloseTo(1 / 3, 12);
  expect(calibrated(calibration, 0.6)).toBeCloseTo(2 / 3, 12);
  expect(calibrated(calibration, 0.45)).toBeCloseTo(0.5, 12);
  expect(calibrated(calibration, 0.8)).toBeCloseTo(5 / 6, 12);
});

// sklearn.calibration._sigmoid_calibration([-2,-1,-.5,0,.3,1,1.5,2.5], [0,0,1,0,1,0,1,1]) = (-0.59507314, 0.13171072)
test('Platt’s line is that of scikit-learn', () => {
  const logOdds = Float64Array.of(-2, -1, -0.5, 0, 0.3, 1, 1.5, 2.5);

  const calibration = plattCalibration(logOdds.map(logistic), Uint8Array.of(0, 0, 1, 0, 1, 0, 1, 1));

  expect(calibration).toMatchObject({
    kind: 'platt',
    slope: expect.closeTo(0.59507314, 4),
    intercept: expect.closeTo(-0.13171072, 4),
  });
});

test('every calibration keeps the order of probabilities and stays inside 0 and 1', () => {
  fc.assert(
    fc.property(pairs, (list) => {
      const probabilities = Float64Array.from(list, ([probability]) => probability);
      const labels = Uint8Array.from(list, ([, label]) => label);
      for (const calibration of [
        plattCalibration(probabilities, labels),
        isotonicCalibration(probabilities, labels),
        chosenCalibration(probabilities, labels).calibration,
      ]) {
        const mapped = probabilities.toSorted().map((probability) => calibrated(calibration, probability));

        expect(mapped.every((value, index) => value >= (mapped[index - 1] ?? 0) && value <= 1)).toBe(true);
      }
    }),
  );
});

/** Outcomes of true probabilities that a model distorts. */
function distorted(rows: number, distort: (logOdds: number) => number): { said: Float64Array; labels: Uint8Array } {
  const bits = randomBits(11);
  const truth = Float64Array.from({ length: rows }, () => 6 * (bits() / 2 ** 32) - 3);
  return {
    said: truth.map((logOdds) => logistic(distort(logOdds))),
    labels: Uint8Array.from(truth, (logOdds) => (bits() / 2 ** 32 < logistic(logOdds) ? 1 : 0)),
  };
}

test('a model that is too sure of itself is put right', () => {
  const { said, labels } = distorted(4_000, (logOdds) => 3 * logOdds + 1);

  const { calibration, loss } = chosenCalibration(said, labels);

  expect(calibration.kind).toBe('platt');
  const mended = said.map((probability) => calibrated(calibration, probability));
  expect(brierScore(mended, labels)).toBeLessThan(brierScore(said, labels) - 0.01);
  expect(loss).toBeLessThan(logLoss(said, labels) - 0.05);
});

test('a model that is off in a way that no line mends gets steps', () => {
  const { said, labels } = distorted(6_000, (logOdds) => (logOdds > 0 ? 8 : -0.5) + logOdds / 50);

  expect(chosenCalibration(said, labels).calibration.kind).not.toBe('none');
});

test('a model that is right is left alone', () => {
  const { said, labels } = distorted(2_000, (logOdds) => logOdds);

  expect(chosenCalibration(said, labels).calibration.kind).toBe('none');
});
