import type { BatchBuilder } from '../batch-builder.ts';
import type { JsonObject } from '../records-of-line.ts';
import { readCallRecord } from './call-record.ts';
import { projectOfPath } from './paths.ts';

/** Where a record stands in its file, for the quarantine. */
export type RecordLocation = {
  readonly name: string;
  readonly lineNumber: number;
  readonly byteOffset: number;
  readonly byteLength: number;
};

/**
 * Adds the records of one file to a batch. Exact repeats of a call (same session, skill and time text) are calls of
 * their own; the second is `…#2`, and so on in the order of the file.
 */
export class CallWriter {
  readonly #batch: BatchBuilder;
  readonly #project: ReturnType<typeof projectOfPath>;
  readonly #times = new Map<string, number>();

  constructor(path: string, batch: BatchBuilder) {
    this.#batch = batch;
    this.#project = projectOfPath(path);
  }

  add(record: JsonObject, location: RecordLocation): void {
    const { invocation, problem } = readCallRecord(record, {
      projectId: this.#project?.projectId,
      latestMs: this.#batch.latestMs,
    });
    if (invocation === undefined) {
      this.reject(location, problem);
      return;
    }
    const time = (this.#times.get(invocation.callId) ?? 0) + 1;
    this.#times.set(invocation.callId, time);
    const callId = time === 1 ? invocation.callId : `${invocation.callId}#${time}`;
    const { sessionId, projectId, invokedAtMs } = invocation;
    if (this.#project !== undefined) this.#batch.addProject(this.#project);
    this.#batch.addSession({ sessionId, projectId, firstAtMs: invokedAtMs, lastAtMs: invokedAtMs });
    this.#batch.addInvocation({ ...invocation, callId });
  }

  reject(location: RecordLocation, problem: string): void {
    const { name, lineNumber, byteOffset, byteLength } = location;
    const line = { bytes: Buffer.alloc(0), start: 0, end: byteLength, lineNumber, byteOffset };
    this.#batch.quarantine(line, `${name}: ${problem}`);
  }
}
