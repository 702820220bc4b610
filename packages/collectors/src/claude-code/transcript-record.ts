/**
 * Places of the values that matter in one record, as [start, end) within its text; strings without their quotes.
 * `-1` as start: the record does not have it as a string. One object is filled again for every record.
 */
export class Place {
  start = -1;
  end = -1;

  get present(): boolean {
    return this.start >= 0;
  }

  set(start: number, end: number): void {
    this.start = start;
    this.end = end;
  }

  clear(): void {
    this.start = -1;
  }
}

/** What the input of a tool says about what is called. */
export class ToolInput {
  readonly command: Place = new Place();
  readonly skill: Place = new Place();
  readonly subagentType: Place = new Place();

  clear(): void {
    this.command.clear();
    this.skill.clear();
    this.subagentType.clear();
  }
}

/** One block of `message.content`. */
export class ContentBlock {
  /** A known name, or an empty string; so are all fields of type string here. */
  type = '';
  readonly id: Place = new Place();
  readonly name: Place = new Place();
  readonly input: ToolInput = new ToolInput();
  readonly toolUseId: Place = new Place();
  readonly text: Place = new Place();
  /** The content of a tool result, the whole value. */
  readonly content: Place = new Place();
  isError = false;

  clear(): void {
    this.type = '';
    for (const place of [this.id, this.name, this.toolUseId, this.text, this.content]) {
      place.clear();
    }
    this.input.clear();
    this.isError = false;
  }
}

/** Token counts of `message.usage`; all 0 without one. */
export class Usage {
  inputTokens = 0;
  outputTokens = 0;
  cacheReadTokens = 0;
  cacheCreationTokens = 0;
  cacheCreation1hTokens = 0;

  clear(): void {
    this.inputTokens = 0;
    this.outputTokens = 0;
    this.cacheReadTokens = 0;
    this.cacheCreationTokens = 0;
    this.cacheCreation1hTokens = 0;
  }
}

/** What a record's `toolUseResult` shows without being read. */
export class ToolUseResult {
  /** The value when it is a string. */
  readonly text: Place = new Place();
  /** Set by skill launches. */
  readonly commandName: Place = new Place();
  status = '';

  clear(): void {
    this.text.clear();
    this.commandName.clear();
    this.status = '';
  }
}

/** One record of a transcript: a line, or the copy of a subagent's record inside an `agent_progress` line. */
export class TranscriptRecord {
  type = '';
  subtype = '';
  readonly uuid: Place = new Place();
  readonly timestamp: Place = new Place();
  readonly sessionId: Place = new Place();
  readonly cwd: Place = new Place();
  readonly agentId: Place = new Place();
  readonly requestId: Place = new Place();
  readonly attributionSkill: Place = new Place();
  /** `content` of the record itself, as system records have it. */
  readonly content: Place = new Place();
  isSidechain = false;
  isMeta = false;
  isCompactSummary = false;
  isVisibleInTranscriptOnly = false;

  hasMessage = false;
  readonly messageId: Place = new Place();
  readonly model: Place = new Place();
  stopReason = '';
  /** `message.content` when it is a string. */
  readonly messageText: Place = new Place();
  readonly usage: Usage = new Usage();
  /** Grows only; `blockCount` says how many are this record's. */
  readonly blocks: ContentBlock[] = [];
  blockCount = 0;
  /** Whether there are more, here or in the copy, that are left out. */
  hasUnreadBlocks = false;
  readonly toolUseResult: ToolUseResult = new ToolUseResult();

  attachmentType = '';
  /** `attachment.names`, the whole value. */
  readonly attachmentNames: Place = new Place();
  /** `attachment.content`, the whole value. */
  readonly attachmentContent: Place = new Place();

  dataType = '';
  readonly dataAgentId: Place = new Place();
  /** Whether `data.message` of a progress record is a record. */
  hasCopy = false;

  readonly #places: readonly Place[];

  constructor() {
    this.#places = Object.values(this).filter((value) => value instanceof Place);
  }

  clear(): void {
    for (const place of this.#places) place.clear();
    this.type = '';
    this.subtype = '';
    this.attachmentType = '';
    this.dataType = '';
    this.hasCopy = false;
    this.hasUnreadBlocks = false;
    this.isSidechain = false;
    this.isMeta = false;
    this.isCompactSummary = false;
    this.isVisibleInTranscriptOnly = false;
    this.clearMessage();
    this.toolUseResult.clear();
  }

  clearMessage(): void {
    this.hasMessage = false;
    for (const place of [this.messageId, this.model, this.messageText]) place.clear();
    this.stopReason = '';
    this.usage.clear();
    this.blockCount = 0;
  }

  /** The next block of the message, empty. */
  addBlock(): ContentBlock {
    const block = this.blocks[this.blockCount] ?? new ContentBlock();
    block.clear();
    this.blocks[this.blockCount] = block;
    this.blockCount += 1;
    return block;
  }
}
