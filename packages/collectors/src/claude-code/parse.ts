import { isUtf8 } from 'node:buffer';
import type { BatchBuilder } from '../batch-builder.ts';
import type { LineParser } from '../collector.ts';
import { gluedObjects } from '../glued-objects.ts';
import { brokenBecause, parseObject } from '../records-of-line.ts';
import { SkillTurns } from '../skill-turns/skill-turns.ts';
import type { SourceLine } from '../source-line.ts';
import { SourceText } from '../source-text.ts';
import { readAssistantRecord } from './assistant-record.ts';
import { formatState, readState } from './parser-state.ts';
import type { TranscriptFile } from './paths.ts';
import { type RecordContext, RepeatedFields, noteBorrowedTime } from './record-context.ts';
import { RecordScanner, mostBlocks } from './record-scanner.ts';
import { type RecordTime, TranscriptContext } from './transcript-context.ts';
import type { TranscriptRecord } from './transcript-record.ts';
import { readLocalCommand, readUserRecord } from './user-record.ts';

export const claudeCodeSource = 'claude-code';

const outside = /^[\0\t\r\n ]+|[\0\t\r\n ]+$/g;

/** What a record is read as. */
type Meaning = 'user' | 'assistant' | 'copy' | 'local-command' | 'listing';

/** Reads the lines of one Claude Code transcript. */
export class ClaudeCodeParser implements LineParser {
  readonly #file: TranscriptFile;
  readonly #context: TranscriptContext;
  readonly #turns: SkillTurns;
  readonly #repeated: RepeatedFields = new RepeatedFields();
  readonly #text: SourceText = new SourceText();
  readonly #scanner: RecordScanner = new RecordScanner();

  constructor(file: TranscriptFile, parserState: string | null) {
    const state = readState(parserState);
    this.#file = file;
    this.#context = new TranscriptContext(state);
    this.#turns = new SkillTurns(state.turns);
  }

  state(): string {
    return formatState({ ...this.#context.state(), turns: this.#turns.state() });
  }

  readLine(line: SourceLine, batch: BatchBuilder): boolean {
    this.#text.open(line);
    const valid = line.clean === true || isUtf8(line.bytes.subarray(line.start, line.end));
    if (this.#scanner.scan(this.#text)) {
      if (!valid) batch.quarantine(line, 'invalid UTF-8, replaced');
      return this.#useRecord(line, batch);
    }
    return this.#readBroken(line, valid, batch);
  }

  /** Takes what can be saved of a line that is not one object: padded or glued records. */
  #readBroken(line: SourceLine, valid: boolean, batch: BatchBuilder): boolean {
    const raw = this.#text.raw(this.#text.start, this.#text.end);
    const text = raw.replace(outside, '');
    if (text === '' && !raw.includes('\0')) return false;
    const from = this.#text.start + raw.indexOf(text);
    const places = parseObject(text) === undefined ? gluedObjects(text) : ([[0, text.length]] as const);
    if (places?.every(([start, end]) => parseObject(text.slice(start, end)) !== undefined) !== true) {
      batch.quarantine(line, brokenBecause(text, valid));
      return true;
    }
    const kind = places.length > 1 ? 'glued line' : 'NUL padding';
    batch.quarantine(line, `${kind}, ${places.length} record${places.length > 1 ? 's' : ''} recovered`);
    for (const [start, end] of places) {
      this.#text.narrow(from + start, from + end);
      if (this.#scanner.scan(this.#text)) this.#useRecord(line, batch);
    }
    return true;
  }

  /** @returns `false` when nothing but where and when was of use */
  #useRecord(line: SourceLine, batch: BatchBuilder): boolean {
    const { record } = this.#scanner;
    const time = this.#context.enter(record, this.#text, batch);
    const meaning = meaningOf(record);
    if (meaning === undefined) return false;
    if (record.hasUnreadBlocks) batch.quarantine(line, `more than ${mostBlocks} blocks, the others are not used`);
    if (time.atMs === undefined) {
      const because = time.problem === undefined ? '' : `: ${time.problem}`;
      batch.quarantine(line, `a record without a time, and none before it${because}`);
    } else this.#read(meaning, this.#contextOf(batch, line, { ...time, atMs: time.atMs }));
    return true;
  }

  #read(meaning: Meaning, context: RecordContext): void {
    switch (meaning) {
      case 'user':
        return readUserRecord(context, claudeCodeSource);
      case 'assistant':
        return readAssistantRecord(context, claudeCodeSource);
      case 'copy':
        return this.#readCopy(context);
      case 'local-command':
        return readLocalCommand(context, claudeCodeSource);
      case 'listing':
        return readListing(context);
      default:
        meaning satisfies never;
    }
  }

  /** The copy of a subagent's record in `data.message`; the subagent's own file may be missing. */
  #readCopy(outer: RecordContext): void {
    const { text, repeated } = outer;
    const { hasCopy, dataAgentId } = outer.record;
    const record = this.#scanner.copy;
    if (!hasCopy) return;
    const agentId = repeated.copiedAgentId.read(text, dataAgentId);
    const own = this.#context.timeOf(record, text, outer.batch);
    const time =
      own.isExact && own.atMs !== undefined ? { atMs: own.atMs, isTimeExact: true, timeProblem: undefined } : {};
    const context: RecordContext = { ...outer, ...time, record, agentId: agentId ?? unnamedAgent };
    if (record.type === 'assistant') readAssistantRecord(context, claudeCodeSource);
    else if (record.type === 'user') readUserRecord(context, claudeCodeSource);
  }

  #contextOf(batch: BatchBuilder, line: SourceLine, time: RecordTime & { readonly atMs: number }): RecordContext {
    const { record } = this.#scanner;
    const { agentId } = record;
    const isSidechain = record.isSidechain || this.#file.isSubagent;
    const named = isSidechain ? this.#repeated.agentId.read(this.#text, agentId) : undefined;
    return {
      record,
      text: this.#text,
      batch,
      turns: this.#turns,
      repeated: this.#repeated,
      line,
      atMs: time.atMs,
      isTimeExact: time.isExact,
      timeProblem: time.problem,
      sessionId: this.#context.sessionId ?? this.#file.stem,
      projectId: this.#context.projectId,
      agentId: isSidechain ? (named ?? this.#file.agentId ?? unnamedAgent) : undefined,
    };
  }
}

/** Agent of sidechain records that name none, as versions 1.0 wrote them. */
const unnamedAgent = 'sidechain';

function readListing(context: RecordContext): void {
  const { record, text, batch, repeated, sessionId, atMs } = context;
  const offered = repeated.listing.read(record, text);
  if (offered.length > 0) noteBorrowedTime(context);
  for (const skillName of offered) batch.addOffer({ skillName, sessionId, offeredAtMs: atMs });
}

function meaningOf({ type, subtype, dataType, attachmentType }: TranscriptRecord): Meaning | undefined {
  if (type === 'user' || type === 'assistant') return type;
  if (type === 'progress' && dataType === 'agent_progress') return 'copy';
  if (type === 'system' && subtype === 'local_command') return 'local-command';
  if (type === 'attachment' && attachmentType === 'skill_listing') return 'listing';
  return undefined;
}
