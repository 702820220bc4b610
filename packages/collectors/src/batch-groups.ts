import type { CollectedBatch } from '@skills/schema';
import type { ScanStep } from './scan-jobs.ts';
import type { ScannedBatch } from './scanned-batch.ts';

/**
 * Rows and bytes after which what was read is stored. A transaction writes less than two half as long do, but nobody
 * else can write meanwhile: these take about a second.
 */
const groupRows = 65_536;
const groupBytes = 512 * 1024 * 1024;

/**
 * Takes scan steps apart into groups of batches, each to be stored together. The first step is asked for at once, so that
 * scanning goes on while the sink gets ready for it.
 */
export class BatchGroups {
  readonly #steps: AsyncGenerator<ScanStep, void>;
  #first: Promise<IteratorResult<ScanStep, void>> | undefined;
  readonly #watch: (step: ScanStep) => boolean;
  #isOver = false;

  /** @param watch - sees each step before it is handed on; `false` ends the last group behind it */
  constructor(steps: AsyncGenerator<ScanStep, void>, watch: (step: ScanStep) => boolean) {
    this.#steps = steps;
    this.#watch = watch;
    this.#first = steps.next();
    // What it fails with is told to whoever reads the group; should nobody, the sink failed first.
    this.#first.catch(() => undefined);
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** The batches of the next group, in order. To be read to the end before the one after. */
  async *group(): AsyncGenerator<CollectedBatch, void> {
    let rows = 0;
    let bytes = 0;
    while (rows < groupRows && bytes < groupBytes) {
      // oxlint-disable-next-line no-await-in-loop -- steps come one after the other
      const { value: step } = await (this.#first ?? this.#steps.next());
      this.#first = undefined;
      this.#isOver = step === undefined || !this.#watch(step);
      if (step?.kind === 'batch') {
        yield step.scanned.batch;
        rows += rowsOf(step.scanned);
        bytes += step.scanned.bytes;
      }
      if (this.#isOver) return;
    }
  }
}

function rowsOf({ batch: { invocations, completions, usages, quarantined } }: ScannedBatch): number {
  return invocations.length + completions.length + usages.length + quarantined.length;
}
