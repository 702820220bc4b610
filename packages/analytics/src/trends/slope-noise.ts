import { largestStep } from './largest-step.ts';
import { correlatedVariance, residualAutocorrelation, type NoiseCorrelation } from './residual-autocorrelation.ts';
import { studentTTwoSided } from '../distributions/student-t-distribution.ts';
import { dot, type WeightedLeastSquares } from './weighted-least-squares.ts';

export type SlopeObservations = {
  readonly times: readonly number[];
  /** Of the design; column 1 is the slope of the window, whose rows begin at `from`. */
  readonly rows: readonly ArrayLike<number>[];
  readonly from: number;
  readonly values: readonly number[];
  readonly weights: readonly number[];
  readonly fit: WeightedLeastSquares;
  /** Expected standard deviations: what the number of calls explains when `isKnown`, else right up to a factor. */
  readonly deviations: readonly number[];
  readonly isKnown: boolean;
};

export type SlopeNoise = {
  /** Standard errors of the slope: by the number of calls alone, and by the scatter around the line. */
  readonly samplingError: number;
  readonly scatterError: number;
  readonly degreesOfFreedom: number;
  /** Variance of the scatter over the expected one. */
  readonly dispersion: number;
  /** Of the noise of neighbouring days, in [0, 0.9]. */
  readonly autocorrelation: number;
};

const significance = 0.05;

/** How sure a slope is, by what was expected of the noise and by how the days really scatter. */
export function slopeNoise(observations: SlopeObservations): SlopeNoise {
  const { times, rows, from, values, weights, fit, deviations, isKnown } = observations;
  const standardized = fit.residuals.map((residual, index) => residual / (deviations[index] ?? 1));
  const slopeRow = fit.inverse[1] ?? [];
  const parts = rows.map((row, index) => dot(slopeRow, row) * (weights[index] ?? 0) * (deviations[index] ?? 0));
  const alone = noiseOf({ rows, fit, standardized });
  const noise = withCorrelation(alone);
  const isDecisive = isSignificant(withCorrelation(independent)) && !isSignificant(noise);
  if (!isDecisive) return noise;
  const stepped = largestStep({ rows, values, weights, deviations, from });
  return stepped === undefined ? noise : withCorrelation(noiseOf(stepped));

  function noiseOf(model: Pick<SlopeObservations, 'rows' | 'fit'> & { readonly standardized: readonly number[] }) {
    const degrees = model.rows.length - model.fit.coefficients.length;
    const dispersion = isKnown ? dot(model.standardized, model.standardized) / degrees : undefined;
    return residualAutocorrelation({ ...model, times, weights }, dispersion);
  }

  function withCorrelation(correlation: NoiseCorrelation): SlopeNoise {
    // Days that are alike tell less than as many independent ones.
    const alike = 1 + (2 * correlation.share * correlation.decay) / (1 - correlation.decay);
    const degreesOfFreedom = Math.max(1, rows.length - fit.coefficients.length * alike);
    const dispersion = dot(standardized, standardized) / degreesOfFreedom;
    return {
      samplingError: Math.sqrt(dot(parts, parts)),
      scatterError: Math.sqrt(dispersion * correlatedVariance(parts, times, correlation)),
      degreesOfFreedom,
      dispersion,
      autocorrelation: correlation.share * correlation.decay,
    };
  }

  function isSignificant({ scatterError, degreesOfFreedom }: SlopeNoise): boolean {
    const slope = fit.coefficients[1] ?? 0;
    return slope !== 0 && scatterError > 0 && studentTTwoSided(slope / scatterError, degreesOfFreedom) < significance;
  }
}

const independent: NoiseCorrelation = { share: 0, decay: 0 };
