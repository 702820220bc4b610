/** One record of a transcript as a test writes it. */
export type TestRecord = Readonly<Record<string, unknown>>;

const session = 'session-1';

/** Builds transcripts whose records follow each other by one second. */
export class TranscriptLines {
  readonly #records: TestRecord[] = [];
  #second = 0;

  /** Fields of every record added from here on. */
  common: TestRecord = { sessionId: session, cwd: '/home/dev/demo', isSidechain: false };

  add(record: TestRecord): this {
    this.#second += 1;
    const timestamp = new Date(Date.UTC(2026, 1, 10, 12, 0, this.#second)).toISOString();
    this.#records.push({ ...this.common, uuid: `uuid-${this.#second}`, timestamp, ...record });
    return this;
  }

  prompt(text: string, fields: TestRecord = {}): this {
    return this.add({ type: 'user', message: { role: 'user', content: text }, ...fields });
  }

  command(name: string): this {
    return this.prompt(`<command-message>x</command-message>\n<command-name>${name}</command-name>`);
  }

  call(id: string | undefined, name: string, { input = {}, ...fields }: TestRecord = {}): this {
    return this.says([{ type: 'tool_use', id, name, input }], fields);
  }

  says(content: readonly unknown[], fields: TestRecord = {}): this {
    const message = { id: `msg-${this.#second}`, role: 'assistant', model: 'model-1', content, usage: {} };
    return this.add({ type: 'assistant', requestId: `req-${this.#second}`, message, ...fields });
  }

  result(id: string, content: unknown = 'ok', fields: TestRecord = {}): this {
    const block = { type: 'tool_result', tool_use_id: id, content };
    return this.add({ type: 'user', message: { role: 'user', content: [block] }, ...fields });
  }

  failure(id: string, content: unknown = 'Exit code 1', fields: TestRecord = {}): this {
    const block = { type: 'tool_result', tool_use_id: id, content, is_error: true };
    return this.add({ type: 'user', message: { role: 'user', content: [block] }, ...fields });
  }

  /** The assistant's last word of a turn. */
  endTurn(fields: TestRecord = {}): this {
    const message = {
      id: `msg-${this.#second}`,
      role: 'assistant',
      model: 'model-1',
      content: [],
      stop_reason: 'end_turn',
    };
    return this.add({ type: 'assistant', message, ...fields });
  }

  get lines(): readonly string[] {
    return this.#records.map((record) => JSON.stringify(record));
  }

  toString(): string {
    return this.lines.map((line) => `${line}\n`).join('');
  }
}
