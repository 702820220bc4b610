import type { ExperimentAnalysis } from '@skills/analytics';
import type { EstimateOutcome, Experiment, MetricResult } from '@skills/schema';
import { decidedBounds, effectWords, metricName, pWords } from './metric-words.ts';

/** What to do now, in plain words, with the figures that it stands on. */
export function recommendation(experiment: Experiment, analysis: ExperimentAnalysis): string {
  const text = textOf(experiment, analysis);
  if (experiment.settings.design === 'randomised') return text;
  return `${text} This is observational: nobody assigned the users at random, so the difference may have another cause.`;
}

function textOf(
  experiment: Experiment,
  { metrics, reason, users, significance, sampleRatioMismatch }: ExperimentAnalysis,
): string {
  const primary = metrics.find(({ role }) => role === 'goal');
  const isObserved = experiment.settings.design !== 'randomised';
  const figures = figuresOf(experiment, primary, significance);
  switch (reason) {
    case 'sample_ratio':
      return `Do not conclude anything: the arms have ${users.control} and ${users.treatment} users, which the ratio makes all but impossible (${pWords(sampleRatioMismatch.pValue)}). Find out who is missing.`;
    case 'too_few_users':
      return `Insufficient data (need ${experiment.minSampleSize} users per group, have ${users.control} in control and ${users.treatment} in treatment).`;
    case 'no_estimate':
      return `No conclusion: ${outcomeWords(primary?.outcome ?? 'no_users', primary)}.`;
    case 'better':
      return isObserved
        ? `Treatment ${experiment.treatmentStrategy} did better: ${figures}.`
        : `Ship treatment strategy ${experiment.treatmentStrategy}: ${figures}.`;
    case 'worse':
      return isObserved
        ? `Control ${experiment.controlStrategy} did better: ${figures}.`
        : `Keep control strategy ${experiment.controlStrategy}: ${figures}.`;
    case 'guardrail_harmed':
      return `Keep control strategy ${experiment.controlStrategy}: ${guardrailsThat(metrics, 'harmed')} suffers from the treatment; ${figures}.`;
    case 'guardrail_unproven':
      return `Wait: the treatment does better, ${figures}, but it is not yet shown that ${guardrailsThat(metrics, 'unproven')} does not suffer.`;
    case 'undecided':
      return `No difference shown: ${figures}. ${nextStep(experiment, primary)}`;
    default:
      return reason satisfies never;
  }
}

function figuresOf(experiment: Experiment, primary: MetricResult | undefined, significance: number | null): string {
  if (primary === undefined) return '';
  const { alpha, inference } = experiment.settings;
  return `${effectWords(primary, decidedBounds(primary, inference), 1 - alpha)}, ${pWords(significance)}`;
}

function guardrailsThat(metrics: readonly MetricResult[], verdict: 'harmed' | 'unproven'): string {
  return metrics
    .filter(({ guardrail }) => guardrail?.verdict === verdict)
    .map(({ metric }) => metricName(metric))
    .join(' and ');
}

function nextStep({ status, settings }: Experiment, primary: MetricResult | undefined): string {
  if (settings.design !== 'randomised') return '';
  const needed = primary?.power.usersNeeded ?? null;
  if (status !== 'running') return 'Keep control, or run it again with more users.';
  return needed === null
    ? 'Let it run, or stop it and keep control.'
    : `The planned effect needs ${needed} users in both groups together.`;
}

function outcomeWords(outcome: EstimateOutcome, primary: MetricResult | undefined): string {
  const name = primary === undefined ? 'the metric' : metricName(primary.metric);
  switch (outcome) {
    case 'no_users':
      return 'there are no users yet';
    case 'empty_arm':
      return `one arm has nobody with a known ${name}`;
    case 'too_few_users':
      return `one user in an arm tells nothing of how users differ in ${name}`;
    case 'no_outcomes':
      return `there are no outcomes with a known ${name} yet`;
    case 'no_variation':
      return `${name} is the same for every user of an arm, so that chance cannot be told from effect`;
    case 'estimated':
      return `${name} has an estimate`;
    default:
      return outcome satisfies never;
  }
}
