import type { BatchBuilder } from '../batch-builder.ts';
import { RepeatedPair } from '../repeated-pair.ts';
import { RepeatedText } from '../repeated-text.ts';
import type { SourceLine } from '../source-line.ts';
import type { SourceText } from '../source-text.ts';
import type { SkillTurns } from '../skill-turns/skill-turns.ts';
import { TextTable } from '../text-table.ts';
import { RepeatedListing } from './repeated-listing.ts';
import type { TranscriptRecord } from './transcript-record.ts';

/** Values that records repeat, decoded once. */
export class RepeatedFields {
  /** A result mostly follows its call. */
  readonly callId: RepeatedText = new RepeatedText();
  /** Id of a message and of the request that it answers. */
  readonly messageKey: RepeatedPair = new RepeatedPair();
  readonly model: TextTable = new TextTable();
  readonly attributionSkill: RepeatedText = new RepeatedText();
  readonly toolName: TextTable = new TextTable();
  readonly agentId: RepeatedText = new RepeatedText();
  /** Agent of the copies of a subagent's records. */
  readonly copiedAgentId: RepeatedText = new RepeatedText();
  readonly listing: RepeatedListing = new RepeatedListing();
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
