import type { BatchBuilder } from '../batch-builder.ts';
import { RepeatedText } from '../repeated-text.ts';
import type { SourceLine } from '../source-line.ts';
import type { SourceText } from '../source-text.ts';
import type { SkillTurns } from '../skill-turns/skill-turns.ts';
import type { TranscriptRecord } from './transcript-record.ts';

/** Values that records repeat, decoded once. */
export class RepeatedFields {
  /** A result mostly follows its call. */
  readonly callId: RepeatedText = new RepeatedText();
  readonly messageId: RepeatedText = new RepeatedText();
  readonly requestId: RepeatedText = new RepeatedText();
  readonly model: RepeatedText = new RepeatedText();
  readonly attributionSkill: RepeatedText = new RepeatedText();
  readonly toolName: RepeatedText = new RepeatedText();
  #messageKey = '';
  #messageKeyOf: readonly [string, string] = ['', ''];

  /** `messageId:requestId`, joined once per message. */
  messageKey(messageId: string, requestId: string): string {
    if (this.#messageKeyOf[0] !== messageId || this.#messageKeyOf[1] !== requestId) {
      this.#messageKeyOf = [messageId, requestId];
      this.#messageKey = `${messageId}:${requestId}`;
    }
    return this.#messageKey;
  }
}

/** Everything that is known where one record is read. */
export type RecordContext = {
  readonly record: TranscriptRecord;
  readonly text: SourceText;
  readonly batch: BatchBuilder;
  readonly turns: SkillTurns;
  readonly repeated: RepeatedFields;
  readonly line: SourceLine;
  /** UTC epoch milliseconds. */
  readonly atMs: number;
  /** Whether the record itself says so; otherwise it is the time of the record before. */
  readonly isTimeExact: boolean;
  /** Why the record's own time is not used, when it has one. */
  readonly timeProblem: string | undefined;
  readonly sessionId: string;
  readonly projectId: string | undefined;
  /** Set in the records of subagents. */
  readonly agentId: string | undefined;
};

/** Records of one agent of one file, which follow each other. */
export function chainOf(context: RecordContext): string {
  return context.agentId ?? '';
}

/** Notes that something is placed at the time of the record before, because its own record's time is no real one. */
export function noteBorrowedTime({ timeProblem, batch, line }: RecordContext): void {
  if (timeProblem !== undefined) batch.quarantine(line, `${timeProblem}, used with the time of the record before`);
}
