import type { ExperimentAnalysis } from '@skills/analytics';
import { analyzeExperiment } from '@skills/analytics';
import type {
  Experiment,
  ExperimentAnalysisResult,
  ExperimentArm,
  ExperimentArmResult,
  ExperimentUnits,
} from '@skills/schema';
import { toTimestamp } from '@skills/schema';
import { analysisWarnings } from './analysis-warnings.ts';
import { experimentIdentity } from './experiment-identity.ts';
import { recommendation } from './recommendation.ts';

/** What the units of an experiment show, in the shape of `skills ab analyze`. */
export function analysisResult(
  experiment: Experiment,
  units: ExperimentUnits,
  nowMs: number,
): ExperimentAnalysisResult {
  const analysis = analyzeExperiment(units, experiment);
  const { settings } = experiment;
  return {
    ...experimentIdentity(experiment, nowMs),
    analyzedAt: toTimestamp(nowMs),
    outcome: analysis.outcome,
    control: armResult(experiment, { units, analysis, arm: 'control' }),
    treatment: armResult(experiment, { units, analysis, arm: 'treatment' }),
    metrics: [...analysis.metrics],
    sampleRatioMismatch: analysis.sampleRatioMismatch,
    usersInBothArms: analysis.usersInBothArms,
    alpha: settings.alpha,
    inference: settings.inference,
    statisticalSignificance: analysis.significance,
    winner: analysis.winner,
    recommendation: recommendation(experiment, analysis),
    warnings: [...analysisWarnings(experiment, analysis, nowMs)],
  };
}

type ArmOf = {
  readonly units: ExperimentUnits;
  readonly analysis: Pick<ExperimentAnalysis, 'users'>;
  readonly arm: ExperimentArm;
};

/** Everything that happened in an arm, users seen in both arms included. */
function armResult(experiment: Experiment, { units, analysis, arm }: ArmOf): ExperimentArmResult {
  const wanted = arm === 'control' ? 0 : 1;
  const { totals } = units;
  const sum = {
    users: 0,
    usersWithOutcomes: 0,
    outcomes: 0,
    known: 0,
    completed: 0,
    durations: 0,
    seconds: 0,
    ratings: 0,
    stars: 0,
  };
  for (let index = 0; index < units.arm.length; index += 1) {
    if (units.arm[index] !== wanted) continue;
    const outcomes = totals.outcomes[index] ?? 0;
    sum.users += 1;
    sum.usersWithOutcomes += outcomes > 0 ? 1 : 0;
    sum.outcomes += outcomes;
    sum.known += totals.known[index] ?? 0;
    sum.completed += totals.completed[index] ?? 0;
    sum.durations += totals.durationCount[index] ?? 0;
    sum.seconds += totals.durationSeconds[index] ?? 0;
    sum.ratings += totals.ratingCount[index] ?? 0;
    sum.stars += totals.ratingSum[index] ?? 0;
  }
  return {
    strategy: arm === 'control' ? experiment.controlStrategy : experiment.treatmentStrategy,
    sampleSize: analysis.users[arm],
    users: sum.users,
    usersWithOutcomes: sum.usersWithOutcomes,
    outcomes: sum.outcomes,
    completionRate: sum.known === 0 ? null : sum.completed / sum.known,
    avgDurationSeconds: sum.durations === 0 ? null : sum.seconds / sum.durations,
    avgUserRating: sum.ratings === 0 ? null : sum.stars / sum.ratings,
  };
}
