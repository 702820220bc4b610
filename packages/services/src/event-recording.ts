import type {
  CollectedBatch,
  IngestCounts,
  RecordResult,
  RejectedLine,
  SkillEvent,
  SkillInvocation,
} from '@skills/schema';
import { toSkillInvocation } from '@skills/schema';

/** One line or row of what is to be recorded: an event, or why there is none. */
export type RecordEntry =
  | { readonly line: number; readonly event: SkillEvent }
  | { readonly line: number; readonly reason: string };

export type EventRecordingDependencies = {
  readonly log: { ingest(batch: CollectedBatch): Promise<IngestCounts> };
  /** The id of an event that brings none; the same event must always get the same one. */
  readonly callIdOf: (event: SkillEvent) => string;
};

// One transaction each: large enough that the fsync does not count, small enough to hold.
const batchSize = 5000;

/** Takes events from outside into the log; what is not an event is named line by line and the rest goes on. */
export class EventRecording {
  readonly #log: EventRecordingDependencies['log'];
  readonly #callIdOf: EventRecordingDependencies['callIdOf'];

  constructor({ log, callIdOf }: EventRecordingDependencies) {
    this.#log = log;
    this.#callIdOf = callIdOf;
  }

  /** @throws {SkillsError} of the storage; what was recorded before stays */
  async record(entries: AsyncIterable<RecordEntry> | Iterable<RecordEntry>): Promise<RecordResult> {
    const rejected: RejectedLine[] = [];
    let pending: SkillInvocation[] = [];
    let inserted = 0;
    let duplicates = 0;
    const flush = async (): Promise<void> => {
      const counts = await this.#log.ingest(batchOf(pending));
      inserted += counts.inserted;
      duplicates += counts.duplicates;
      pending = [];
    };
    for await (const entry of entries) {
      if ('reason' in entry) rejected.push({ line: entry.line, reason: entry.reason });
      else pending.push(toSkillInvocation(entry.event, this.#callIdOf(entry.event)));
      if (pending.length >= batchSize) await flush();
    }
    if (pending.length > 0) await flush();
    return { inserted, duplicates, rejected };
  }
}

function batchOf(invocations: readonly SkillInvocation[]): CollectedBatch {
  return { invocations, completions: [], usages: [], offers: [], sessions: [], projects: [], quarantined: [] };
}
