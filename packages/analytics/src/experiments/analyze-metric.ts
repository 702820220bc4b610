import type {
  EstimateOutcome,
  ExperimentArm,
  ExperimentMetric,
  ExperimentSettings,
  MetricResult,
} from '@skills/schema';
import { adjustByPast } from './adjust-by-past.ts';
import { analyzeEffect, unknownEffect } from './analyze-effect.ts';
import { analyzeGuardrail } from './analyze-guardrail.ts';
import { analyzePower, unknownPower } from './analyze-power.ts';
import type { ArmDifference } from './arm-difference.ts';
import { independentDifference, sharedDifference } from './arm-difference.ts';
import { bayesianEffectTest } from './bayesian-effect-test.ts';
import { classicTests } from './classic-tests.ts';
import type { MetricSamples } from './metric-sample.ts';
import { winsorizedSamples, withTwoMoreUsers } from './sample-changes.ts';
import type { UserRatio } from './user-ratio.ts';
import { armEstimate, userRatio } from './user-ratio.ts';

export type MetricQuestion = Pick<ExperimentSettings, 'alpha' | 'inference' | 'sequentialTuning' | 'winsorizeAt'> & {
  readonly metric: ExperimentMetric;
  readonly samples: MetricSamples;
  /** Users of each arm, also those whom the metric says nothing of. */
  readonly assigned: Readonly<Record<ExperimentArm, number>>;
  /** Users may stand in both arms, and are then their own control. */
  readonly sharesUsers: boolean;
  /** For power; `null` when none was planned. */
  readonly minimumEffect: number | null;
};

/**
 * One metric of an experiment: the effect on users with its intervals and tests, or why there is none. Nothing is NaN:
 * what cannot be told is null, and `outcome` says why.
 *
 * @returns `pValueHolm`, `qValue` and `verdict` are left to `analyzeExperiment`, which knows the other metrics
 */
export function analyzeMetric(question: MetricQuestion): MetricResult {
  const { metric, winsorizeAt } = question;
  const isLimited = winsorizeAt !== null && !isBounded(metric) && totalUsers(question.samples) > 0;
  const cut = isLimited ? winsorizedSamples(question.samples, winsorizeAt) : undefined;
  const samples = cut?.samples ?? question.samples;
  const ratios = { control: userRatio(samples.control), treatment: userRatio(samples.treatment) };
  const empty: MetricResult = {
    metric: metric.metric,
    role: metric.role,
    better: metric.better,
    ...emptyAnswer,
    outcome: 'estimated',
    control: { users: samples.control.users.length, value: ratios.control?.value ?? null },
    treatment: { users: samples.treatment.users.length, value: ratios.treatment?.value ?? null },
    winsorizedAt: cut?.limit ?? null,
  };
  const outcome = missing(samples, question);
  if (outcome !== undefined || ratios.control === undefined || ratios.treatment === undefined) {
    return { ...empty, outcome: outcome ?? 'no_outcomes' };
  }
  return estimated(empty, { ...question, samples, ratios: { control: ratios.control, treatment: ratios.treatment } });
}

const emptyAnswer = {
  ...unknownEffect,
  cuped: null,
  decidedBy: 'plain',
  pValueHolm: null,
  qValue: null,
  verdict: 'undecided',
  tests: { welch: null, twoProportion: null, mannWhitney: null },
  bayesian: null,
  guardrail: null,
  power: unknownPower,
  smoothed: false,
} as const;

/** A metric that cannot leave a range: an outlier of a user is none. */
function isBounded({ metric }: ExperimentMetric): boolean {
  return metric === 'completion_rate' || metric === 'activation_rate' || metric === 'user_rating';
}

function isRate({ metric }: ExperimentMetric): boolean {
  return metric === 'completion_rate' || metric === 'activation_rate';
}

function totalUsers({ control, treatment }: MetricSamples): number {
  return control.users.length + treatment.users.length;
}

function missing(samples: MetricSamples, { assigned, sharesUsers }: MetricQuestion): EstimateOutcome | undefined {
  const [control, treatment] = [samples.control.users.length, samples.treatment.users.length];
  if (assigned.control + assigned.treatment === 0) return 'no_users';
  if (control + treatment === 0) return 'no_outcomes';
  if (control === 0 || treatment === 0) return 'empty_arm';
  if (sharesUsers) {
    const users = new Set([...samples.control.users, ...samples.treatment.users]).size;
    return users < 2 ? 'too_few_users' : undefined;
  }
  return control < 2 || treatment < 2 ? 'too_few_users' : undefined;
}

type Ready = MetricQuestion & { readonly ratios: { readonly control: UserRatio; readonly treatment: UserRatio } };

function estimated(empty: MetricResult, question: Ready): MetricResult {
  const { metric, samples, ratios, sharesUsers } = question;
  const plain = differenceOf(samples, ratios, sharesUsers);
  const needsUsers = isRate(metric) && !sharesUsers && plain.effect !== 0 && !variesInBoth(plain);
  const smoothed = needsUsers ? smoothedDifference(samples, plain) : undefined;
  const difference = smoothed ?? plain;
  const tests = sharesUsers ? empty.tests : classicTests(samples);
  if (!(difference.variance > 0)) {
    const effect = { ...unknownEffect, effect: plain.effect };
    return { ...empty, ...effect, outcome: 'no_variation', tests };
  }
  // The effect is what was seen; the interval may lie about a value drawn towards the middle.
  const options = { ...question, tuningUsers: question.sequentialTuning };
  const effect = { ...analyzeEffect(difference, options), effect: plain.effect };
  const cuped = smoothed === undefined && !sharesUsers ? adjustedEffect(question, plain) : undefined;
  const decisive = cuped?.difference ?? difference;
  const controlShare = sharesUsers ? 0.5 : samples.control.users.length / totalUsers(samples);
  return {
    ...empty,
    ...effect,
    ...(smoothed === undefined ? {} : { relativeEffect: null, relativeLower: null, relativeUpper: null }),
    cuped: cuped?.result ?? null,
    decidedBy: cuped === undefined ? 'plain' : 'cuped',
    tests,
    bayesian: bayesianAnswer(decisive, metric),
    guardrail: analyzeGuardrail(decisive, options),
    power: analyzePower(decisive, { ...options, controlShare }),
    smoothed: smoothed !== undefined,
  };
}

function bayesianAnswer(difference: ArmDifference, { better }: ExperimentMetric): MetricResult['bayesian'] {
  const { chanceToBeatControl, expectedLoss } = bayesianEffectTest(difference, { lowerIsBetter: better === 'lower' });
  return {
    chanceToBeatControl,
    expectedLossTreatment: expectedLoss.treatment,
    expectedLossControl: expectedLoss.control,
  };
}

function variesInBoth({ controlVariance, treatmentVariance }: ArmDifference): boolean {
  return controlVariance > 0 && treatmentVariance > 0;
}

function differenceOf(
  { control, treatment }: MetricSamples,
  ratios: Ready['ratios'],
  sharesUsers: boolean,
): ArmDifference {
  if (sharesUsers) {
    return sharedDifference(
      { ratio: ratios.control, users: control.users },
      { ratio: ratios.treatment, users: treatment.users },
    );
  }
  return independentDifference(
    armEstimate(ratios.control, control.denominators),
    armEstimate(ratios.treatment, treatment.denominators),
  );
}

function smoothedDifference({ control, treatment }: MetricSamples, plain: ArmDifference): ArmDifference | undefined {
  const longer = { control: withTwoMoreUsers(control), treatment: withTwoMoreUsers(treatment) };
  const ratios = { control: userRatio(longer.control), treatment: userRatio(longer.treatment) };
  if (ratios.control === undefined || ratios.treatment === undefined) return undefined;
  const difference = differenceOf(longer, { control: ratios.control, treatment: ratios.treatment }, false);
  return { ...difference, users: plain.users };
}

type Adjusted = { readonly difference: ArmDifference; readonly result: NonNullable<MetricResult['cuped']> };

function adjustedEffect(question: Ready, plain: ArmDifference): Adjusted | undefined {
  const { samples } = question;
  const adjusted = adjustByPast(samples);
  if (adjusted === undefined) return undefined;
  const difference = differenceOf(samples, adjusted, false);
  if (!(difference.variance > 0)) return undefined;
  return {
    difference,
    result: {
      ...analyzeEffect(difference, { alpha: question.alpha, tuningUsers: question.sequentialTuning }),
      varianceReduction: 1 - difference.variance / plain.variance,
    },
  };
}
