import type { MetricBaseline } from '@skills/analytics';
import { clusteredRateVariance, experimentSampleSize, metricBaseline, usersNeeded } from '@skills/analytics';
import type {
  Experiment,
  ExperimentMetricName,
  ExperimentPlanResult,
  ExperimentUnits,
  SkillKind,
} from '@skills/schema';
import { SkillsError } from '@skills/schema';
import { requireFraction, requireMetric } from './new-experiment.ts';

/** An experiment that is thought of. */
export type PlanQuestion = {
  readonly metric?: string | undefined;
  /** Smallest effect that matters, absolute. */
  readonly minimumEffect: number;
  readonly controlShare?: number | undefined;
  readonly power?: number | undefined;
  readonly alpha?: number | undefined;
  /** Take the baseline from the log: the calls of this skill. */
  readonly skillName?: string | undefined;
  readonly skillKind?: SkillKind | undefined;
  /** How far back. */
  readonly days?: number | undefined;
  /** Or state it. */
  readonly baseline?: number | undefined;
  /** How much the users' means differ, for a metric that is no rate. */
  readonly deviation?: number | undefined;
  readonly outcomesPerUser?: number | undefined;
  readonly correlation?: number | undefined;
};

/**
 * Users that the planned effect takes, by what the users of the skill did before the experiment.
 *
 * @returns `null` when no effect is planned or the log says too little
 */
export function usersNeededByLog({ settings, assignmentRatio }: Experiment, units: ExperimentUnits): number | null {
  const [first] = settings.metrics;
  const baseline = first === undefined ? undefined : metricBaseline(units, first.metric);
  if (baseline === undefined || settings.minimumEffect === null) return null;
  return usersNeeded(settings.minimumEffect, {
    userVariance: baseline.userVariance,
    alpha: settings.alpha,
    controlShare: assignmentRatio,
    method: settings.inference,
    tuningUsers: settings.sequentialTuning,
  });
}

type Baseline = Pick<MetricBaseline, 'value' | 'userVariance'> & { readonly users: number | null };

/**
 * How many users an experiment takes.
 *
 * @param units - of the skill that is named, without arms; `undefined` when none is
 * @throws {SkillsError} 'invalid-input', naming the value, or when the log has too few users
 */
export function experimentPlan(question: PlanQuestion, units: ExperimentUnits | undefined): ExperimentPlanResult {
  const metric = requireMetric(question.metric ?? 'completion_rate');
  const { minimumEffect, controlShare = 0.5, power = 0.8, alpha = 0.05 } = question;
  if (!(minimumEffect > 0 && minimumEffect < Infinity)) throw invalid(`minimumEffect ${minimumEffect} is not above 0`);
  requireFraction('controlShare', controlShare);
  requireFraction('alpha', alpha);
  requireFraction('power', power);
  if (power <= alpha) throw invalid(`power ${power} is not above alpha ${alpha}`);
  const baseline = units === undefined ? statedBaseline(metric, question) : baselineOfLog(metric, question, units);
  const planned = { userVariance: baseline.userVariance, alpha, power, controlShare };
  const once = experimentSampleSize(minimumEffect, planned);
  const always = experimentSampleSize(minimumEffect, { ...planned, method: 'sequential', tuningUsers: once });
  return {
    metric,
    baseline: baseline.value,
    standardDeviationBetweenUsers: Math.sqrt(baseline.userVariance),
    usersInBaseline: baseline.users,
    minimumEffect,
    alpha,
    power,
    controlShare,
    controlUsers: Math.ceil(once * controlShare),
    treatmentUsers: Math.ceil(once * (1 - controlShare)),
    controlUsersSequential: Math.ceil(always * controlShare),
    treatmentUsersSequential: Math.ceil(always * (1 - controlShare)),
  };
}

function baselineOfLog(metric: ExperimentMetricName, { skillName }: PlanQuestion, units: ExperimentUnits): Baseline {
  const baseline = metricBaseline(units, metric);
  if (baseline !== undefined) return baseline;
  throw invalid(`too few users of ${skillName} differ in ${metric} to plan from the log; state a baseline`);
}

function statedBaseline(metric: ExperimentMetricName, question: PlanQuestion): Baseline {
  const { baseline, deviation, outcomesPerUser = 1, correlation = 0 } = question;
  if (baseline === undefined) throw invalid('neither a skill nor a baseline is given to plan from');
  if (deviation !== undefined) {
    if (!(deviation > 0 && deviation < Infinity)) throw invalid(`deviation ${deviation} is not above 0`);
    return { value: baseline, userVariance: deviation ** 2, users: null };
  }
  if (metric !== 'completion_rate' && metric !== 'activation_rate') {
    throw invalid(`deviation is missing: how much users differ in ${metric}`);
  }
  requireFraction('baseline', baseline);
  if (!(outcomesPerUser >= 1 && outcomesPerUser < Infinity)) {
    throw invalid(`outcomesPerUser ${outcomesPerUser} is not 1 or more`);
  }
  if (!(correlation >= 0 && correlation <= 1)) throw invalid(`correlation ${correlation} is outside 0 to 1`);
  const userVariance = clusteredRateVariance(baseline, { outcomesPerUser, intraclassCorrelation: correlation });
  return { value: baseline, userVariance, users: null };
}

function invalid(message: string): SkillsError {
  return new SkillsError('invalid-input', message);
}
