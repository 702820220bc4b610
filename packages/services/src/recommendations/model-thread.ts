import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { ModelJob, ModelOutcome } from './model-job.ts';

/**
 * `modelOutcome` in a thread of its own, so that whoever asks goes on answering others. The arrays are copied: some
 * megabytes, and they are still needed here.
 *
 * @throws what the job threw, or an Error when the thread ended without an answer
 */
export function modelInThread(job: ModelJob): Promise<ModelOutcome> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerUrl(), { workerData: job, name: 'skills-recommender' });
    worker.on('message', resolve);
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`the recommender thread ended with code ${code} and no answer`)));
  });
}

/** The module stands beside this one, as source, built, or in a bundle that keeps it as a file of its own. */
function workerUrl(): URL {
  return new URL(`./model-worker${extname(fileURLToPath(import.meta.url))}`, import.meta.url);
}
