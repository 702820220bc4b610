import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { TrainingJob, TrainingOutcome } from './training-job.ts';

/**
 * `trainedOutcome` in a thread of its own, so that whoever asks goes on answering others. The arrays of the job are handed
 * over and are empty afterwards.
 *
 * @throws what the training threw, or an Error when the thread ended without an answer
 */
export function trainInThread(job: TrainingJob): Promise<TrainingOutcome> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerUrl(), {
      workerData: job,
      name: 'skills-train',
      transferList: Object.values(job.events).flatMap(({ buffer }) => (buffer instanceof ArrayBuffer ? [buffer] : [])),
    });
    worker.on('message', resolve);
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`the training thread ended with code ${code} and no answer`)));
  });
}

/** The module stands beside this one, as source, built, or in a bundle that keeps it as a file of its own. */
function workerUrl(): URL {
  return new URL(`./training-worker${extname(fileURLToPath(import.meta.url))}`, import.meta.url);
}
