import { JsonCursor } from '../json-tape/json-cursor.ts';
import type { SourceText } from '../source-text.ts';
import { transcriptNames } from './transcript-names.ts';
import { type ContentBlock, type Place, TranscriptRecord } from './transcript-record.ts';

/** Blocks of a message that are kept, each half a kilobyte; real messages have a few. */
export const mostBlocks = 4096;

/** Finds the places of what matters in one record. */
export class RecordScanner {
  readonly record: TranscriptRecord = new TranscriptRecord();
  /** The record in `data.message`, when `record.hasCopy`. */
  readonly copy: TranscriptRecord = new TranscriptRecord();
  /** The one of the two that is being filled. */
  #filled: TranscriptRecord = this.record;
  readonly #cursor: JsonCursor = new JsonCursor(transcriptNames);

  /** Fills `record` and `copy`; `false` when the text is not one JSON object, and then they mean nothing. */
  scan({ tape, start, end }: SourceText): boolean {
    if (!tape.scan(transcriptNames, start, end)) return false;
    this.#cursor.open(tape);
    this.#filled = this.record;
    return this.#fill();
  }

  /** Reads the record here; `false` (and no step) when no object is here. */
  #fill(): boolean {
    const cursor = this.#cursor;
    this.#filled.clear();
    if (!cursor.enterObject()) return false;
    for (let key = cursor.nextKey(); key !== undefined; key = cursor.nextKey()) this.#recordValue(key);
    return true;
  }

  #recordValue(key: string): void {
    const record = this.#filled;
    switch (key) {
      case 'type':
        record.type = this.#cursor.nameHere();
        return;
      case 'subtype':
        record.subtype = this.#cursor.nameHere();
        return;
      case 'uuid':
        return this.#string(record.uuid);
      case 'timestamp':
        return this.#string(record.timestamp);
      case 'sessionId':
        return this.#string(record.sessionId);
      case 'session_id':
        // Newer versions write both; the camelCase one is what every version has.
        return record.sessionId.present ? this.#cursor.skipValue() : this.#string(record.sessionId);
      case 'cwd':
        return this.#string(record.cwd);
      case 'agentId':
        return this.#string(record.agentId);
      case 'requestId':
        return this.#string(record.requestId);
      case 'attributionSkill':
        return this.#string(record.attributionSkill);
      case 'content':
        return this.#string(record.content);
      default:
        return this.#recordFlagOrPart(key);
    }
  }

  #recordFlagOrPart(key: string): void {
    const cursor = this.#cursor;
    switch (key) {
      case 'isSidechain':
        this.#filled.isSidechain = cursor.trueHere();
        return;
      case 'isMeta':
        this.#filled.isMeta = cursor.trueHere();
        return;
      case 'isCompactSummary':
        this.#filled.isCompactSummary = cursor.trueHere();
        return;
      case 'isVisibleInTranscriptOnly':
        this.#filled.isVisibleInTranscriptOnly = cursor.trueHere();
        return;
      case 'message':
        return this.#message();
      case 'toolUseResult':
        return this.#toolUseResult();
      case 'attachment':
        return this.#attachment();
      case 'data':
        return this.#data();
      default:
        return cursor.skipValue();
    }
  }

  #message(): void {
    const record = this.#filled;
    const cursor = this.#cursor;
    record.clearMessage();
    if (!cursor.enterObject()) return cursor.skipValue();
    record.hasMessage = true;
    for (let key = cursor.nextKey(); key !== undefined; key = cursor.nextKey()) {
      if (key === 'content') this.#content();
      else if (key === 'usage') this.#usageHere();
      else if (key === 'id') this.#string(record.messageId);
      else if (key === 'model') this.#string(record.model);
      else if (key === 'stop_reason') record.stopReason = cursor.nameHere();
      else cursor.skipValue();
    }
  }

  #content(): void {
    const cursor = this.#cursor;
    this.#filled.blockCount = 0;
    if (!cursor.enterArray()) return this.#string(this.#filled.messageText);
    while (cursor.nextElement()) {
      const isFull = this.#filled.blockCount >= mostBlocks;
      this.record.hasUnreadBlocks ||= isFull;
      if (isFull || !cursor.enterObject()) {
        cursor.skipValue();
        continue;
      }
      const block = this.#filled.addBlock();
      for (let key = cursor.nextKey(); key !== undefined; key = cursor.nextKey()) this.#blockValue(block, key);
    }
  }

  #blockValue(block: ContentBlock, key: string): void {
    switch (key) {
      case 'type':
        block.type = this.#cursor.nameHere();
        return;
      case 'id':
        return this.#string(block.id);
      case 'name':
        return this.#string(block.name);
      case 'tool_use_id':
        return this.#string(block.toolUseId);
      case 'text':
        return this.#string(block.text);
      case 'input':
        return this.#input(block);
      case 'content':
        return this.#value(block.content);
      case 'is_error':
        block.isError = this.#cursor.trueHere();
        return;
      default:
        return this.#cursor.skipValue();
    }
  }

  #input({ input }: ContentBlock): void {
    const cursor = this.#cursor;
    input.clear();
    if (!cursor.enterObject()) return cursor.skipValue();
    for (let key = cursor.nextKey(); key !== undefined; key = cursor.nextKey()) {
      if (key === 'command') this.#string(input.command);
      else if (key === 'skill') this.#string(input.skill);
      else if (key === 'subagent_type') this.#string(input.subagentType);
      else cursor.skipValue();
    }
  }

  #usageHere(): void {
    const cursor = this.#cursor;
    const { usage } = this.#filled;
    if (!cursor.enterObject()) return cursor.skipValue();
    for (let key = cursor.nextKey(); key !== undefined; key = cursor.nextKey()) {
      if (key === 'input_tokens') usage.inputTokens = cursor.countHere();
      else if (key === 'output_tokens') usage.outputTokens = cursor.countHere();
      else if (key === 'cache_read_input_tokens') usage.cacheReadTokens = cursor.countHere();
      else if (key === 'cache_creation_input_tokens') usage.cacheCreationTokens = cursor.countHere();
      else if (key === 'cache_creation' && cursor.enterObject()) this.#cacheCreation();
      else cursor.skipValue();
    }
  }

  #cacheCreation(): void {
    const cursor = this.#cursor;
    for (let key = cursor.nextKey(); key !== undefined; key = cursor.nextKey()) {
      if (key === 'ephemeral_1h_input_tokens') this.#filled.usage.cacheCreation1hTokens = cursor.countHere();
      else cursor.skipValue();
    }
  }

  #toolUseResult(): void {
    const cursor = this.#cursor;
    const result = this.#filled.toolUseResult;
    result.clear();
    if (!cursor.enterObject()) return this.#string(result.text);
    for (let key = cursor.nextKey(); key !== undefined; key = cursor.nextKey()) {
      if (key === 'commandName') this.#string(result.commandName);
      else if (key === 'status') result.status = cursor.nameHere();
      else cursor.skipValue();
    }
  }

  #attachment(): void {
    const cursor = this.#cursor;
    const record = this.#filled;
    if (!cursor.enterObject()) return cursor.skipValue();
    for (let key = cursor.nextKey(); key !== undefined; key = cursor.nextKey()) {
      if (key === 'type') record.attachmentType = cursor.nameHere();
      else if (key === 'names') this.#value(record.attachmentNames);
      else if (key === 'content') this.#value(record.attachmentContent);
      else cursor.skipValue();
    }
  }

  #data(): void {
    const cursor = this.#cursor;
    const record = this.#filled;
    if (!cursor.enterObject()) return cursor.skipValue();
    for (let key = cursor.nextKey(); key !== undefined; key = cursor.nextKey()) {
      if (key === 'type') record.dataType = cursor.nameHere();
      else if (key === 'agentId') this.#string(record.dataAgentId);
      else if (key === 'message' && record === this.record) this.#copiedRecord();
      else cursor.skipValue();
    }
  }

  #copiedRecord(): void {
    this.#filled = this.copy;
    this.record.hasCopy = this.#fill();
    this.#filled = this.record;
    if (!this.record.hasCopy) this.#cursor.skipValue();
  }

  /** Notes the string here, or steps over something else. */
  #string(place: Place): void {
    const cursor = this.#cursor;
    if (cursor.stringHere()) place.set(cursor.start, cursor.end);
    else {
      place.clear();
      cursor.skipValue();
    }
  }

  /** Notes the value here, whatever it is. */
  #value(place: Place): void {
    const from = this.#cursor.position;
    this.#cursor.skipValue();
    place.set(from, this.#cursor.positionBehind);
  }
}
