import type { Experiment, ExperimentListResult } from '@skills/schema';
import { experimentIdentity } from './experiment-identity.ts';

type Counts = { readonly testId: number; readonly control: number; readonly treatment: number };

/** Experiments with how many users each has, in the shape of `skills ab list`. */
export function listResult(
  experiments: readonly Experiment[],
  counts: readonly Counts[],
  nowMs: number,
): ExperimentListResult {
  const countsOf = new Map(counts.map((count) => [count.testId, count]));
  const row = (experiment: Experiment): ExperimentListResult['experiments'][number] => ({
    ...experimentIdentity(experiment, nowMs),
    controlSampleSize: countsOf.get(experiment.testId)?.control ?? 0,
    treatmentSampleSize: countsOf.get(experiment.testId)?.treatment ?? 0,
  });
  return { experiments: experiments.map((experiment) => row(experiment)) };
}
