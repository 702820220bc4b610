import { once } from 'node:events';
import { type MessagePort, parentPort } from 'node:worker_threads';
import { builtInCollectors } from './built-in-collectors.ts';
import { type ScanStep, scanJobs } from './scan-jobs.ts';
import { type ScanRequest, taken } from './scan-messages.ts';
import { batchRows } from './scanned-batch.ts';

/** Messages that may wait at the other side: 3 MB, which it reads while a step of the transaction is written. */
const mostUntaken = 32;

/** Sends steps as JSON, which costs half of what cloning them does. */
class Outbox {
  readonly #port: MessagePort;
  #steps: ScanStep[] = [];
  #rows = 0;
  #untaken = 0;

  constructor(port: MessagePort) {
    this.#port = port;
  }

  /** The other side took a message. */
  took(): void {
    this.#untaken -= 1;
  }

  async add(step: ScanStep): Promise<void> {
    this.#steps.push(step);
    if (step.kind === 'batch') this.#rows += step.scanned.batch.invocations.length + step.scanned.batch.usages.length;
    if (this.#rows < batchRows && this.#steps.length < batchRows) return;
    this.#send();
    // oxlint-disable-next-line no-await-in-loop -- reading on before one is taken is what must not happen
    while (this.#untaken >= mostUntaken) await once(this.#port, 'message');
  }

  end(): void {
    this.#send();
    this.#port.postMessage('');
  }

  #send(): void {
    this.#port.postMessage(JSON.stringify(this.#steps));
    this.#steps = [];
    this.#rows = 0;
    this.#untaken += 1;
  }
}

async function scan({ source, jobs, options }: ScanRequest, outbox: Outbox): Promise<void> {
  const collector = builtInCollectors.find((candidate) => candidate.source === source);
  if (collector === undefined) throw new RangeError(`scan-worker knows no source ${source}`);
  // oxlint-disable-next-line no-await-in-loop -- one step after the other
  for (const step of scanJobs(collector, jobs, options)) await outbox.add(step);
  outbox.end();
}

// The thread that `ScanThread` starts.
if (parentPort !== null) {
  const outbox = new Outbox(parentPort);
  parentPort.on('message', (message: typeof taken | ScanRequest) => {
    if (message === taken) outbox.took();
    else void scan(message, outbox);
  });
}
