import type { ExperimentSettings, NewExperiment } from '@skills/schema';
import { experimentMetric } from '@skills/schema';
import { noonMs } from './open-test-log.ts';

const dayMs = 86_400_000;

/** A randomised experiment on handed-in outcomes that began a week before noon and runs for four weeks. */
export function anExperiment(
  fields: Partial<NewExperiment> = {},
  settings: Partial<ExperimentSettings> = {},
): NewExperiment {
  const startMs = noonMs - 7 * dayMs;
  const endMs = noonMs + 21 * dayMs;
  return {
    testName: 'shorter-prompt',
    description: '',
    controlStrategy: 'long',
    treatmentStrategy: 'short',
    startMs,
    endMs,
    minSampleSize: 10,
    assignmentRatio: 0.5,
    status: 'running',
    ...fields,
    settings: {
      design: 'randomised',
      seed: 'shorter-prompt',
      outcomesFrom: 'recorded',
      skillName: null,
      skillKind: null,
      controlVersion: null,
      treatmentVersion: null,
      changeAtMs: null,
      metrics: [experimentMetric('completion_rate')],
      alpha: 0.05,
      inference: 'sequential',
      sequentialTuning: 20,
      winsorizeAt: null,
      prePeriodDays: 0,
      minimumEffect: null,
      plannedEndMs: endMs,
      ratios: [{ fromMs: startMs, ratio: 0.5 }],
      pauses: [],
      ...settings,
    },
  };
}
