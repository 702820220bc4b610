import { normalTwoSided } from '../distributions/normal-distribution.ts';
import { normalQuantile } from '../distributions/normal-quantile.ts';
import { studentTQuantile, studentTTwoSided } from '../distributions/student-t-distribution.ts';

export type SlopeEstimate = {
  readonly slope: number;
  /** Standard error by the number of calls alone; `undefined` when it cannot be known. */
  readonly samplingError: number | undefined;
  /** Standard error by the scatter around the line, and the degrees of freedom of that scatter. */
  readonly scatterError: number;
  readonly degreesOfFreedom: number;
};

export type SlopeTest = {
  readonly slopePerDay: number;
  readonly slopeLower: number;
  readonly slopeUpper: number;
  readonly pValue: number;
};

const upper = 0.975;

/**
 * A slope against both measures of its noise: the larger of the two p-values, and the wider of the two 95 % intervals,
 * so that the interval leaves out 0 exactly when p < 0.05. Each test alone is right where its noise is; requiring both
 * keeps the false positives at 5 % or less in either world.
 *
 * @example
 * slopeTest({ slope: 1, samplingError: 0.5, scatterError: 0.25, degreesOfFreedom: 5 }).pValue; // 0.0455
 */
export function slopeTest({ slope, samplingError, scatterError, degreesOfFreedom }: SlopeEstimate): SlopeTest {
  const bySampling = samplingError === undefined ? 0 : twoSided(slope, samplingError, Infinity);
  const byScatter = twoSided(slope, scatterError, degreesOfFreedom);
  const half = Math.max(
    normalQuantile(upper) * (samplingError ?? 0),
    studentTQuantile(upper, degreesOfFreedom) * scatterError,
  );
  return {
    slopePerDay: slope,
    slopeLower: slope - half,
    slopeUpper: slope + half,
    pValue: Math.max(bySampling, byScatter),
  };
}

function twoSided(slope: number, error: number, degreesOfFreedom: number): number {
  if (slope === 0) return 1;
  const ratio = slope / error;
  return degreesOfFreedom === Infinity ? normalTwoSided(ratio) : studentTTwoSided(ratio, degreesOfFreedom);
}
