import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { builtInCollectors } from './built-in-collectors.ts';
import { type ScanStep, scanJobs } from './scan-jobs.ts';
import type { ScanThreadData } from './scan-thread.ts';

/** Rows after which what was read is sent; small, because a message stands in memory as text and as objects. */
const messageRows = 1024;
/** Messages that may wait at the other side; more would only fill memory. */
const mostUnanswered = 2;

// The thread that `scanInThread` starts: reads files and sends steps as JSON, which costs half of what cloning them does.
if (parentPort !== null) {
  const port = parentPort;
  const { source, jobs, options }: ScanThreadData = workerData;
  const collector = builtInCollectors.find((candidate) => candidate.source === source);
  if (collector === undefined) throw new RangeError(`scan-worker knows no source ${source}`);
  let steps: ScanStep[] = [];
  let rows = 0;
  let unanswered = 0;
  port.on('message', () => {
    unanswered -= 1;
  });
  for (const step of scanJobs(collector, jobs, options)) {
    steps.push(step);
    if (step.kind === 'batch') rows += step.scanned.batch.invocations.length + step.scanned.batch.usages.length;
    if (rows < messageRows && steps.length < messageRows) continue;
    port.postMessage(JSON.stringify(steps));
    steps = [];
    rows = 0;
    unanswered += 1;
    // oxlint-disable-next-line no-await-in-loop -- reading on before the answer is what must not happen
    if (unanswered >= mostUnanswered) await once(port, 'message');
  }
  port.postMessage(JSON.stringify(steps));
  port.postMessage('');
  port.close();
}
