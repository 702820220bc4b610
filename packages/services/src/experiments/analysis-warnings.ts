import type { ExperimentAnalysis } from '@skills/analytics';
import type { Experiment } from '@skills/schema';
import { experimentPhase } from './experiment-phase.ts';
import { metricName } from './metric-words.ts';

const lowPower = 0.8;

/** What a reader should know before believing the figures. */
export function analysisWarnings(
  experiment: Experiment,
  analysis: ExperimentAnalysis,
  nowMs: number,
): readonly string[] {
  const { settings } = experiment;
  const phase = experimentPhase(experiment, nowMs);
  const isEarly = phase === 'running' || phase === 'scheduled';
  const primary = analysis.metrics.find(({ role }) => role === 'goal');
  const power = primary?.power.powerOfPlannedEffect ?? null;
  const smoothed = analysis.metrics.filter((metric) => metric.smoothed);
  return [
    when(
      settings.design !== 'randomised',
      'observational: a before/after or a choice of the users is not an experiment',
    ),
    when(
      analysis.sampleRatioMismatch.flagged,
      'sample-ratio mismatch: the arms do not have the sizes that the ratio asks for',
    ),
    when(
      analysis.usersInBothArms > 0 && settings.design === 'randomised',
      `${analysis.usersInBothArms} users were seen in both arms and are left out`,
    ),
    when(
      settings.inference === 'fixed' && isEarly,
      'peeking: these p-values are valid at one look, at the planned end; before it use pValueSequential',
    ),
    when(
      power !== null && power < lowPower && analysis.winner === 'inconclusive',
      `underpowered: the planned effect would be found with a chance of ${Math.round((power ?? 0) * 100)} % so far`,
    ),
    when(
      settings.ratios.length > 1,
      'the ratio was changed: users from before and after it are compared together, and may differ in more than the arm',
    ),
    when(
      settings.skillName !== null && settings.outcomesFrom === 'events' && isUnseen(analysis),
      `no call of ${settings.skillName} was counted: has it run since the start, by users whom the log names?`,
    ),
    when(
      settings.design === 'before_after' && settings.metrics.some(({ metric }) => metric === 'invocation_count'),
      'calls per user: compare them only where the time before the change is as long as the time after it',
    ),
    when(
      smoothed.length > 0,
      `${smoothed.map(({ metric }) => metricName(metric)).join(', ')}: an arm does not vary; its interval counts one more yes and no`,
    ),
  ].flat();
}

function isUnseen({ metrics }: ExperimentAnalysis): boolean {
  return metrics.every(({ control, treatment }) => !(control.value ?? 0) && !(treatment.value ?? 0));
}

function when(condition: boolean, text: string): readonly string[] {
  return condition ? [text] : [];
}
