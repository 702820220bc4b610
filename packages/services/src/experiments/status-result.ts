import { analyzeExperiment } from '@skills/analytics';
import type { Experiment, ExperimentStatusResult, ExperimentUnits } from '@skills/schema';
import { experimentIdentity } from './experiment-identity.ts';

/** Where an experiment stands, in the shape of `skills ab status`. */
export function statusResult(experiment: Experiment, units: ExperimentUnits, nowMs: number): ExperimentStatusResult {
  const { settings, minSampleSize } = experiment;
  const { users, usersInBothArms, metrics, sampleRatioMismatch } = analyzeExperiment(units, experiment);
  const first = metrics[0];
  return {
    ...experimentIdentity(experiment, nowMs),
    metrics: settings.metrics.flatMap(({ metric, role }) => (role === 'goal' ? [metric] : [])),
    guardrails: settings.metrics.flatMap(({ metric, role }) => (role === 'guardrail' ? [metric] : [])),
    outcomesFrom: settings.outcomesFrom,
    inference: settings.inference,
    alpha: settings.alpha,
    seed: settings.seed,
    controlSampleSize: users.control,
    treatmentSampleSize: users.treatment,
    usersInBothArms,
    outcomes: units.totals.outcomes.reduce((sum, outcomes) => sum + outcomes, 0),
    usersMissing: Math.max(0, minSampleSize - Math.min(users.control, users.treatment)),
    sampleRatioMismatch,
    power: {
      metric: first?.metric ?? 'completion_rate',
      minimumEffect: settings.minimumEffect,
      minimumDetectableEffect: first?.power.minimumDetectableEffect ?? null,
      powerOfPlannedEffect: first?.power.powerOfPlannedEffect ?? null,
      usersNeeded: first?.power.usersNeeded ?? null,
    },
  };
}
