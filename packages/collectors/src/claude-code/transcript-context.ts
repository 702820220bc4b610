import type { BatchBuilder } from '../batch-builder.ts';
import { projectOf } from '../project-id.ts';
import { RepeatedText } from '../repeated-text.ts';
import type { SourceText } from '../source-text.ts';
import { clockSuspect, earliestMs } from '../time-bounds.ts';
import { TimestampReader } from '../timestamp-reader.ts';
import type { TranscriptState } from './parser-state.ts';
import type { TranscriptRecord } from './transcript-record.ts';

/** Sessions that may wait for a first time; a file names one, a fork few. */
const mostTimelessSessions = 16;

/** When a record happened. */
export type RecordTime = {
  /** UTC epoch milliseconds: its own time, else that of the record before it. `undefined` when there is neither. */
  readonly atMs: number | undefined;
  /** Why its own time is not used, when it has one that is not. */
  readonly problem: string | undefined;
  readonly isExact: boolean;
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

  /** Takes in what a record says about itself, and tells the batch. */
  enter(record: TranscriptRecord, text: SourceText, batch: BatchBuilder): RecordTime {
    if (this.#projectId === undefined && record.cwd.present) {
      const project = projectOf(text.string(record.cwd.start, record.cwd.end));
      this.#projectId = project.projectId;
      batch.addProject(project);
    }
    const time = this.timeOf(record, text, batch);
    if (time.isExact && time.atMs !== undefined) this.#setTime(time.atMs, batch);
    if (record.sessionId.present) this.#enterSession(record, text, batch);
    return time;
  }

  timeOf({ timestamp }: TranscriptRecord, text: SourceText, batch: BatchBuilder): RecordTime {
    if (!timestamp.present) return { atMs: this.#lastAtMs, problem: undefined, isExact: false };
    const ownMs = this.#times.read(text.bytes, timestamp.start, timestamp.end);
    if (ownMs !== undefined && ownMs >= earliestMs && ownMs <= batch.latestMs) {
      return { atMs: ownMs, problem: undefined, isExact: true };
    }
    const problem = ownMs === undefined ? 'no real time in timestamp' : clockSuspect;
    return { atMs: this.#lastAtMs, problem, isExact: false };
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
