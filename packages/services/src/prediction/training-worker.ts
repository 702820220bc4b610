import { parentPort, workerData } from 'node:worker_threads';
import { trainedOutcome, type TrainingJob } from './training-job.ts';

// The thread that `trainInThread` starts: one job, one answer.
if (parentPort !== null) {
  const job: TrainingJob = workerData;
  const outcome = trainedOutcome(job);
  parentPort.postMessage(outcome, outcome.kind === 'trained' ? [outcome.body.buffer] : []);
}
