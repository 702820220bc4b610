import type { BatchBuilder } from '../batch-builder.ts';
import { projectOf } from '../project-id.ts';
import { RepeatedText } from '../repeated-text.ts';
import type { SourceText } from '../source-text.ts';
import { TimestampReader } from '../timestamp-reader.ts';
import type { TranscriptState } from './parser-state.ts';
import type { TranscriptRecord } from './transcript-record.ts';

/** Sessions that may wait for a first time; a file names one, a fork few. */
const mostTimelessSessions = 16;

/** UTC epoch milliseconds, and whether the record itself says so. */
export type RecordTime = {
  readonly atMs: number;
  readonly isTimeExact: boolean;
};

/** Where and when the records of one transcript happened: session, project and time, each kept until it changes. */
export class TranscriptContext {
  readonly #times: TimestampReader = new TimestampReader();
  #timelessSessions: readonly string[];
  readonly #sessionIds: RepeatedText = new RepeatedText();
  #sessionId: string | undefined;
  #projectId: string | undefined;
  #lastAtMs: number | undefined;

  constructor(state: TranscriptState) {
    this.#timelessSessions = state.timelessSessions;
    this.#sessionId = state.sessionId;
    this.#projectId = state.projectId;
    this.#lastAtMs = state.lastAtMs;
  }

  get sessionId(): string | undefined {
    return this.#sessionId;
  }

  get projectId(): string | undefined {
    return this.#projectId;
  }

  state(): Omit<TranscriptState, 'turns'> {
    return {
      projectId: this.#projectId,
      sessionId: this.#sessionId,
      lastAtMs: this.#lastAtMs,
      timelessSessions: this.#timelessSessions,
    };
  }

  /**
   * Takes in what a record says about itself, and tells the batch.
   *
   * @returns the record's time, else the time of the record before it; `undefined` when there is neither
   */
  enter(record: TranscriptRecord, text: SourceText, batch: BatchBuilder): RecordTime | undefined {
    if (this.#projectId === undefined && record.cwd.present) {
      const project = projectOf(text.string(record.cwd.start, record.cwd.end));
      this.#projectId = project.projectId;
      batch.addProject(project);
    }
    const ownMs = this.timeOf(record, text);
    if (ownMs !== undefined) this.#setTime(ownMs, batch);
    if (record.sessionId.present) this.#enterSession(record, text, batch);
    const atMs = this.#lastAtMs;
    return atMs === undefined ? undefined : { atMs, isTimeExact: ownMs !== undefined };
  }

  timeOf(record: TranscriptRecord, text: SourceText): number | undefined {
    const { timestamp } = record;
    return timestamp.present ? this.#times.read(text.text, timestamp.start, timestamp.end) : undefined;
  }

  #setTime(atMs: number, batch: BatchBuilder): void {
    this.#lastAtMs = atMs;
    if (this.#timelessSessions.length === 0) return;
    for (const sessionId of this.#timelessSessions) batch.sawSession(sessionId, this.#projectId, atMs);
    this.#timelessSessions = [];
  }

  #enterSession(record: TranscriptRecord, text: SourceText, batch: BatchBuilder): void {
    this.#sessionId = this.#sessionIds.read(text, record.sessionId);
    if (this.#sessionId === undefined) return;
    if (this.#lastAtMs !== undefined) batch.sawSession(this.#sessionId, this.#projectId, this.#lastAtMs);
    else if (!this.#timelessSessions.includes(this.#sessionId)) {
      this.#timelessSessions = [...this.#timelessSessions, this.#sessionId].slice(-mostTimelessSessions);
    }
  }
}
