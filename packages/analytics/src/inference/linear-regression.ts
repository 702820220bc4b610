import { studentTQuantile, studentTTwoSided } from '../distributions/student-t-distribution.ts';
import { requireFraction } from '../distributions/requirements.ts';
import type { ConfidenceOptions, Interval } from './interval.ts';
import { requirePairs, type Pairs } from './pairs.ts';
import { pairwiseSum } from './pairwise-sum.ts';

export type LinearRegression =
  | {
      /**
       * `no-variation`: all y are equal; the line is flat and p is 1. `exact-fit`: two points, through which a line always
       * goes; its p of 0 and errors of 0 say nothing of chance.
       */
      readonly kind: 'tested' | 'no-variation' | 'exact-fit';
      readonly slope: number;
      readonly intercept: number;
      /** Correlation of x and y, in [-1, 1]. */
      readonly correlation: number;
      /** Two-sided, of the slope being 0. */
      readonly pValue: number;
      readonly slopeStandardError: number;
      readonly interceptStandardError: number;
      readonly slopeInterval: Interval;
      readonly degreesOfFreedom: number;
    }
  /** Fewer than two different x. */
  | { readonly kind: 'insufficient-data'; readonly required: 2; readonly actual: number };

/**
 * Least-squares line through points, with the t-test of its slope. Deviations are taken from the means first, so that
 * epoch milliseconds as x cost no digits.
 *
 * @param pairs - x and y of each point, finite
 * @returns `insufficient-data` when there are fewer than two different x
 * @throws {RangeError} when x and y differ in number, a value is not finite or the confidence is outside (0, 1)
 * @example
 * linearRegression({ x: [0, 1, 2], y: [1, 1.5, 4] }); // { slope: 1.5, intercept: 0.667, pValue: 0.234, … }
 */
export function linearRegression(pairs: Pairs, { confidence = 0.95 }: ConfidenceOptions = {}): LinearRegression {
  requireFraction(confidence, 'the confidence of linearRegression');
  const { x, y } = requirePairs(pairs, 'linearRegression');
  const count = x.length;
  if (count === 0) return { kind: 'insufficient-data', required: 2, actual: 0 };
  const [meanX, meanY] = [pairwiseSum(x) / count, pairwiseSum(y) / count];
  let [squaresX, squaresY, products] = [0, 0, 0];
  for (let index = 0; index < count; index += 1) {
    const [dx, dy] = [(x[index] ?? 0) - meanX, (y[index] ?? 0) - meanY];
    squaresX += dx * dx;
    squaresY += dy * dy;
    products += dx * dy;
  }
  if (squaresX === 0) return { kind: 'insufficient-data', required: 2, actual: 1 };
  const slope = products / squaresX;
  const intercept = meanY - slope * meanX;
  const correlation = squaresY === 0 ? 0 : Math.max(-1, Math.min(1, products / Math.sqrt(squaresX * squaresY)));
  const degreesOfFreedom = count - 2;
  const unexplained = (1 - correlation) * (1 + correlation);
  const slopeStandardError =
    degreesOfFreedom === 0 ? 0 : Math.sqrt((unexplained * squaresY) / squaresX / degreesOfFreedom);
  const halfWidth =
    degreesOfFreedom === 0 ? 0 : studentTQuantile(0.5 + confidence / 2, degreesOfFreedom) * slopeStandardError;
  const line = {
    slope,
    intercept,
    correlation,
    slopeStandardError,
    interceptStandardError: slopeStandardError * Math.sqrt(squaresX / count + meanX * meanX),
    slopeInterval: { lower: slope - halfWidth, upper: slope + halfWidth },
    degreesOfFreedom,
  };
  if (squaresY === 0) return { kind: 'no-variation', ...line, pValue: 1 };
  if (degreesOfFreedom === 0) return { kind: 'exact-fit', ...line, pValue: 0 };
  // What is left unexplained below 2e-20 is rounding and tells nothing of how small p is (scipy has the same floor).
  const t = correlation * Math.sqrt(degreesOfFreedom / Math.max(unexplained, 2e-20));
  return { kind: 'tested', ...line, pValue: studentTTwoSided(t, degreesOfFreedom) };
}
