import type {
  EstimateOutcome,
  Experiment,
  ExperimentArm,
  ExperimentUnits,
  MetricResult,
  SampleRatioResult,
} from '@skills/schema';
import { benjaminiHochberg } from '../inference/benjamini-hochberg.ts';
import { holm } from '../inference/holm.ts';
import { analyzeMetric } from './analyze-metric.ts';
import { assignmentRatioCheck } from './assignment-ratio-check.ts';
import { metricSamples } from './metric-sample.ts';

/** What of an experiment the analysis needs to know. */
export type ExperimentQuestion = Pick<Experiment, 'minSampleSize' | 'settings'>;

export type ExperimentAnalysis = {
  readonly outcome: EstimateOutcome;
  /** Users that are counted, per arm. */
  readonly users: Readonly<Record<ExperimentArm, number>>;
  readonly usersInBothArms: number;
  readonly metrics: readonly MetricResult[];
  readonly sampleRatioMismatch: SampleRatioResult;
  /** The p-value of the first metric, by the inference that was chosen and adjusted over the goals. */
  readonly significance: number | null;
  readonly winner: ExperimentArm | 'inconclusive';
  /** What the winner, or that there is none, is for. */
  readonly reason: VerdictReason;
};

export type VerdictReason =
  | 'no_estimate'
  | 'sample_ratio'
  | 'too_few_users'
  | 'guardrail_harmed'
  | 'guardrail_unproven'
  | 'better'
  | 'worse'
  | 'undecided';

/**
 * Analyses an experiment per user, all metrics at once: each with its effect, intervals and tests, p-values of the goals
 * adjusted for their number, the sizes of the arms against the ratio, and a verdict.
 *
 * @param units - one row per assigned user; of an observation one row per user and arm
 * @example
 * analyzeExperiment(units, { minSampleSize: 100, settings }).winner; // 'inconclusive'
 */
export function analyzeExperiment(units: ExperimentUnits, question: ExperimentQuestion): ExperimentAnalysis {
  const { settings } = question;
  const isObserved = settings.design !== 'randomised';
  const counted = isObserved ? units : withoutMixed(units);
  const users = { control: countArm(counted, 0), treatment: countArm(counted, 1) };
  const analysed = settings.metrics.map((metric, index) => {
    return analyzeMetric({
      metric,
      samples: metricSamples(counted, metric.metric),
      assigned: users,
      sharesUsers: isObserved,
      alpha: settings.alpha,
      inference: settings.inference,
      sequentialTuning: settings.sequentialTuning,
      winsorizeAt: settings.winsorizeAt,
      minimumEffect: index === 0 ? settings.minimumEffect : null,
    });
  });
  const metrics = withAdjustedPValues(analysed, question);
  const sampleRatioMismatch = assignmentRatioCheck(units, settings);
  const { winner, reason } = verdictOf(metrics, { users, question, isMismatched: sampleRatioMismatch.flagged });
  const first = metrics[0];
  return {
    outcome: first?.outcome ?? 'no_users',
    users,
    usersInBothArms: mixedUsers(units),
    metrics,
    sampleRatioMismatch,
    significance: first === undefined || first.role === 'guardrail' ? null : first.pValueHolm,
    winner,
    reason,
  };
}

function withoutMixed(units: ExperimentUnits): ExperimentUnits {
  if (!units.isMixed.includes(1)) return units;
  // An arm of 2 is none: every metric passes over it.
  return { ...units, arm: units.arm.map((arm, index) => (units.isMixed[index] === 1 ? 2 : arm)) };
}

function countArm({ arm }: ExperimentUnits, wanted: number): number {
  let count = 0;
  for (const of of arm) if (of === wanted) count += 1;
  return count;
}

function mixedUsers({ user, isMixed }: ExperimentUnits): number {
  return isMixed.includes(1) ? new Set(user.filter((_, index) => isMixed[index] === 1)).size : 0;
}

/** The p-value that the verdict on a metric is taken from. */
function decisivePValue(metric: MetricResult, { settings }: ExperimentQuestion): number | null {
  const of = metric.decidedBy === 'cuped' && metric.cuped !== null ? metric.cuped : metric;
  return settings.inference === 'sequential' ? of.pValueSequential : of.pValue;
}

/** Adjusts over the goals; a guardrail asks a question of its own and is not one of several chances to win. */
function withAdjustedPValues(metrics: readonly MetricResult[], question: ExperimentQuestion): readonly MetricResult[] {
  const pValues = metrics.map((metric) => (metric.role === 'goal' ? decisivePValue(metric, question) : null));
  const known = pValues.filter((p) => p !== null);
  const [adjusted, qValues] = [holm(known), benjaminiHochberg(known)];
  let next = 0;
  return metrics.map((metric, index) => {
    const isGoal = pValues[index] !== null;
    const place = isGoal ? next++ : -1;
    const pValueHolm = isGoal ? (adjusted[place] ?? null) : null;
    const p = metric.role === 'goal' ? pValueHolm : decisivePValue(metric, question);
    return {
      ...metric,
      pValueHolm,
      qValue: isGoal ? (qValues[place] ?? null) : null,
      verdict: p !== null && p < question.settings.alpha ? directionOf(metric) : 'undecided',
    };
  });
}

function directionOf(metric: MetricResult): 'better' | 'worse' | 'undecided' {
  const effect = metric.decidedBy === 'cuped' && metric.cuped !== null ? metric.cuped.effect : metric.effect;
  if (effect === null || effect === 0) return 'undecided';
  return effect > 0 === (metric.better === 'higher') ? 'better' : 'worse';
}

type VerdictQuestion = {
  readonly users: Readonly<Record<ExperimentArm, number>>;
  readonly question: ExperimentQuestion;
  readonly isMismatched: boolean;
};

/** The first goal decides; a broken assignment, too few users and a harmed guardrail stand before it. */
function verdictOf(
  metrics: readonly MetricResult[],
  { users, question, isMismatched }: VerdictQuestion,
): Pick<ExperimentAnalysis, 'winner' | 'reason'> {
  const primary = metrics.find(({ role }) => role === 'goal');
  const guardrails = metrics.filter(({ role }) => role === 'guardrail');
  if (isMismatched) return { winner: 'inconclusive', reason: 'sample_ratio' };
  if (Math.min(users.control, users.treatment) < question.minSampleSize) {
    return { winner: 'inconclusive', reason: 'too_few_users' };
  }
  if (primary === undefined || primary.outcome !== 'estimated') {
    return { winner: 'inconclusive', reason: 'no_estimate' };
  }
  if (primary.verdict === 'worse') return { winner: 'control', reason: 'worse' };
  if (guardrails.some(({ guardrail }) => guardrail?.verdict === 'harmed')) {
    return { winner: 'control', reason: 'guardrail_harmed' };
  }
  if (primary.verdict === 'undecided') return { winner: 'inconclusive', reason: 'undecided' };
  const isProven = guardrails.every(({ guardrail }) => guardrail?.verdict === 'safe');
  return isProven
    ? { winner: 'treatment', reason: 'better' }
    : { winner: 'inconclusive', reason: 'guardrail_unproven' };
}
