import type { Experiment, ExperimentListResult } from '@skills/schema';
import { toTimestamp } from '@skills/schema';
import { experimentPhase } from './experiment-phase.ts';

export type ExperimentIdentity = Omit<
  ExperimentListResult['experiments'][number],
  'controlSampleSize' | 'treatmentSampleSize'
>;

/** What every answer about an experiment begins with. */
export function experimentIdentity(experiment: Experiment, nowMs: number): ExperimentIdentity {
  const { settings } = experiment;
  return {
    testId: experiment.testId,
    testName: experiment.testName,
    description: experiment.description,
    design: settings.design,
    observational: settings.design !== 'randomised',
    controlStrategy: experiment.controlStrategy,
    treatmentStrategy: experiment.treatmentStrategy,
    skillName: settings.skillName,
    status: experimentPhase(experiment, nowMs),
    startDate: toTimestamp(experiment.startMs),
    endDate: experiment.endMs === null ? null : toTimestamp(experiment.endMs),
    minSampleSize: experiment.minSampleSize,
    assignmentRatio: experiment.assignmentRatio,
  };
}
