import type { ABTestConfig, Experiment } from '@skills/schema';
import { toNewExperiment } from '../src/experiments/new-experiment.ts';

/** An experiment that runs through February 2026. */
export function anExperiment(config: Partial<ABTestConfig> = {}, fields: Partial<Experiment> = {}): Experiment {
  return {
    testId: 1,
    ...toNewExperiment({
      testName: 'shorter-prompt',
      controlStrategy: 'long',
      treatmentStrategy: 'short',
      startDate: '2026-02-01T00:00:00Z',
      endDate: '2026-03-01T00:00:00Z',
      ...config,
    }),
    ...fields,
  };
}
