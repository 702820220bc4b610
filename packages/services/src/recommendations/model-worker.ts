import { parentPort, workerData } from 'node:worker_threads';
import { type ModelJob, modelOutcome } from './model-job.ts';

// The thread that `modelInThread` starts: one job, one answer.
if (parentPort !== null) {
  const job: ModelJob = workerData;
  const outcome = modelOutcome(job);
  parentPort.postMessage(outcome, outcome.kind === 'ease' ? [outcome.weights.buffer] : []);
}
