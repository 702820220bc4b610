import {
  benjaminiHochberg,
  betaCdf,
  betaSurvival,
  bonferroni,
  chiSquaredCdf,
  chiSquaredGoodnessOfFitTest,
  chiSquaredIndependenceTest,
  chiSquaredSurvival,
  effectSize,
  fisherExactTest,
  holm,
  kendallTau,
  linearRegression,
  mannKendallTest,
  mannWhitneyU,
  median,
  medianAbsoluteDeviation,
  normalCdf,
  normalConsistency,
  normalLogCdf,
  normalQuantile,
  normalSurvival,
  sampleMoments,
  sampleQuantile,
  sampleSizeForProportions,
  skewness,
  studentTCdf,
  studentTQuantile,
  studentTSurvival,
  studentTTest,
  studentTTwoSided,
  theilSenLine,
  twoProportionTest,
  waldInterval,
  welchTTest,
  wilsonScoreInterval,
  type Interval,
  type SampleMoments,
  type TTest,
} from '@skills/analytics';
import type { ReferenceCase } from './reference-cases.ts';

type Input = ReferenceCase['input'];

/** For each method of the reference file: our answer in its words. Where SciPy says NaN, our stated outcome says "NaN". */
export const scipyMethods: ReadonlyMap<string, (input: Input) => unknown> = new Map([
  ['welch_t', (input: Input) => tTest(welchTTest(listOf(input, 'a'), listOf(input, 'b')), 'NaN')],
  ['student_t', (input: Input) => tTest(studentTTest(listOf(input, 'a'), listOf(input, 'b')))],
  ['welch_t_summary', (input: Input) => tTest(welchTTest(momentsOf(input, 'A'), momentsOf(input, 'B')))],
  ['student_t_summary', (input: Input) => tTest(studentTTest(momentsOf(input, 'A'), momentsOf(input, 'B')))],
  ['two_proportion', twoProportion],
  ['mann_whitney_u', mannWhitney],
  ['linregress', lineOf],
  ['mann_kendall_theil_sen', trendOf],
  [
    'normal_cdf',
    (input: Input) => {
      const x = numberOf(input, 'x');
      return { cdf: normalCdf(x), sf: normalSurvival(x), logcdf: normalLogCdf(x) };
    },
  ],
  ['normal_ppf', (input: Input) => ({ x: normalQuantile(numberOf(input, 'p')) })],
  [
    't_cdf',
    (input: Input) => {
      const [t, df] = [numberOf(input, 't'), numberOf(input, 'df')];
      return { cdf: studentTCdf(t, df), sf: studentTSurvival(t, df), p2: studentTTwoSided(t, df) };
    },
  ],
  ['t_ppf', (input: Input) => ({ t: studentTQuantile(numberOf(input, 'p'), numberOf(input, 'df')) })],
  [
    'chi2_cdf',
    (input: Input) => {
      const [x, df] = [numberOf(input, 'x'), numberOf(input, 'df')];
      return { cdf: chiSquaredCdf(x, df), sf: chiSquaredSurvival(x, df) };
    },
  ],
  [
    'beta_cdf',
    (input: Input) => {
      const shape = { a: numberOf(input, 'a'), b: numberOf(input, 'b') };
      return { cdf: betaCdf(numberOf(input, 'x'), shape), sf: betaSurvival(numberOf(input, 'x'), shape) };
    },
  ],
  ['srm_chi2', (input: Input) => chiSquared(listOf(input, 'observed'), listOf(input, 'weights'))],
  ['descriptive', describeSample],
  [
    'cohens_d',
    (input: Input) => {
      const effect = effectSize(listOf(input, 'a'), listOf(input, 'b'));
      return effect.kind === 'estimated' ? { d: effect.cohensD, hedgesG: effect.hedgesG } : effect;
    },
  ],
  [
    'sample_size_two_proportion',
    (input: Input) => {
      const options = { alpha: numberOf(input, 'alpha'), power: numberOf(input, 'power') };
      const nPerArm = sampleSizeForProportions(numberOf(input, 'p1'), numberOf(input, 'p2'), options);
      return { nPerArm, nPerArmCeil: Math.ceil(nPerArm) };
    },
  ],
  [
    'multiple_testing',
    (input: Input) => {
      const p = listOf(input, 'p');
      return { bonferroni: bonferroni(p), holm: holm(p), benjaminiHochberg: benjaminiHochberg(p) };
    },
  ],
]);

function tTest(test: TTest, degreesWithoutVariation?: 'NaN'): unknown {
  if (test.kind === 'insufficient-data') return test;
  const ci95 = listed(test.interval);
  const figures = { t: test.t, pTwoSided: test.pValue, df: test.degreesOfFreedom, meanDiff: test.difference, ci95 };
  if (test.kind === 'tested') return figures;
  const constant = { ...figures, df: degreesWithoutVariation ?? figures.df };
  return test.difference === 0 ? { ...constant, t: 'NaN', pTwoSided: 'NaN' } : constant;
}

function twoProportion(input: Input): unknown {
  const a = { successes: numberOf(input, 'successesA'), trials: numberOf(input, 'nA') };
  const b = { successes: numberOf(input, 'successesB'), trials: numberOf(input, 'nB') };
  const test = twoProportionTest(a, b);
  if (test.kind === 'insufficient-data') return test;
  const table = [a, b].map(({ successes, trials }) => [successes, trials - successes]);
  const plain = chiSquaredIndependenceTest(table);
  const yates = chiSquaredIndependenceTest(table, { continuity: true });
  return {
    z: test.kind === 'tested' ? test.z : 'NaN',
    pTwoSided: test.kind === 'tested' ? test.pValue : 'NaN',
    diff: test.difference,
    ci95UnpooledWald: listed(waldInterval(a, b)),
    chi2: plain.kind === 'tested' ? plain.chiSquared : 'NaN',
    chi2P: plain.kind === 'tested' ? plain.pValue : 'NaN',
    chi2Yates: yates.kind === 'tested' ? yates.chiSquared : 'NaN',
    chi2YatesP: yates.kind === 'tested' ? yates.pValue : 'NaN',
    fisherExactP: fisherExactTest(a, b),
    wilson95A: listed(wilsonScoreInterval(a.successes, a.trials)),
    wilson95B: listed(wilsonScoreInterval(b.successes, b.trials)),
  };
}

function mannWhitney(input: Input): unknown {
  const [a, b] = [listOf(input, 'a'), listOf(input, 'b')];
  const continuous = mannWhitneyU(a, b, { method: 'asymptotic' });
  const plain = mannWhitneyU(a, b, { method: 'asymptotic', continuity: false });
  if (continuous.kind === 'insufficient-data' || plain.kind === 'insufficient-data') return continuous;
  const isDistinct = new Set([...a, ...b]).size === a.length + b.length;
  const exact = isDistinct ? mannWhitneyU(a, b, { method: 'exact' }) : undefined;
  return {
    asymptoticContinuity: { U1: continuous.u, p: continuous.pValue },
    asymptoticNoContinuity: { U1: plain.u, p: plain.kind === 'tested' ? plain.pValue : 'NaN' },
    exact: exact?.kind === 'tested' ? { U1: exact.u, p: exact.pValue } : undefined,
    rankBiserial: plain.rankBiserial,
  };
}

function lineOf(input: Input): unknown {
  const line = linearRegression({ x: listOf(input, 'x'), y: listOf(input, 'y') });
  if (line.kind === 'insufficient-data') return line;
  return {
    slope: line.slope,
    intercept: line.intercept,
    r: line.correlation,
    p: line.pValue,
    stderr: line.slopeStandardError,
    interceptStderr: line.interceptStandardError,
  };
}

function trendOf(input: Input): unknown {
  const y = listOf(input, 'y');
  const x = y.map((_, index) => index);
  const test = mannKendallTest(y);
  const line = theilSenLine({ x, y });
  const tau = kendallTau({ x, y });
  if (line.kind === 'insufficient-data') return line;
  return {
    S: test.s,
    varS: test.variance,
    z: test.z,
    pTwoSided: test.pValue,
    theilSenSlope: line.slope,
    theilSenIntercept: line.intercept,
    theilSenLow95: line.slopeInterval.lower,
    theilSenHigh95: line.slopeInterval.upper,
    kendallTauB: tau.kind === 'tested' ? tau.coefficient : 'NaN',
  };
}

function chiSquared(observed: readonly number[], weights: readonly number[]): unknown {
  const test = chiSquaredGoodnessOfFitTest(observed, weights);
  return test.kind === 'tested' ? { chi2: test.chiSquared, p: test.pValue, df: test.degreesOfFreedom } : test;
}

function describeSample(input: Input): unknown {
  const y = listOf(input, 'y');
  const { count, mean, variance } = sampleMoments(y);
  const mad = medianAbsoluteDeviation(y);
  return {
    mean,
    sdSample: count > 1 ? Math.sqrt(variance) : 'NaN',
    median: median(y),
    p25: sampleQuantile(y, 0.25),
    p75: sampleQuantile(y, 0.75),
    p95: sampleQuantile(y, 0.95),
    mad,
    madNormal: mad * normalConsistency,
    skewBiased: skewness(y) ?? 'NaN',
  };
}

function listed({ lower, upper }: Interval): readonly number[] {
  return [lower, upper];
}

function momentsOf(input: Input, arm: 'A' | 'B'): SampleMoments {
  const [count, mean] = [numberOf(input, `n${arm}`), numberOf(input, `mean${arm}`)];
  return { count, mean, variance: numberOf(input, `sd${arm}`) ** 2 };
}

function numberOf(input: Input, key: string): number {
  return Number(input[key]);
}

function listOf(input: Input, key: string): readonly number[] {
  const list = input[key];
  return Array.isArray(list) ? list.map(Number) : [];
}
