/** A record, or a place where one should be, as it stands in the file. */
export type ScannedRecord = {
  /** Keys around it, with its 0-based place in the array, for example `invocations[3]` or `skills.pytest-run[0]`. */
  readonly name: string;
  /** The inner key: the skill's name under `skills`; empty under `invocations`. */
  readonly key: string;
  readonly bytes: Buffer;
  /** 1-based line of its first byte. */
  readonly lineNumber: number;
  readonly byteOffset: number;
  readonly byteLength: number;
  /** Set when the bytes are not a whole record; `bytes` is then empty. */
  readonly problem?: string | undefined;
};

const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const backslash = 0x5c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const newline = 0x0a;

const maxRecordBytes = 8 * 1024 * 1024;
const maxKeyBytes = 1024;
const byteOrderMark = [0xef, 0xbb, 0xbf] as const;

/**
 * Finds the records of a `skill_metrics.json` in its bytes, fed piece by piece: the elements of `invocations`, and the
 * elements of the arrays inside `skills`. Nothing else is kept, so memory does not grow with the file, one broken
 * record does not hide the others, and a file that was cut while it was rewritten gives what it has.
 *
 * Only strings and brackets are looked at; each record still has to parse.
 */
export class JsonRecordScanner {
  readonly #found: ScannedRecord[] = [];
  /** Open brackets, outermost first, as far as they matter: the root, what is under its keys, and one more. */
  readonly #open: number[] = [];
  #depth = 0;
  #inString = false;
  #escaped = false;
  #text: number[] = [];
  #outerKey = '';
  #innerKey = '';
  #index = 0;
  #lineNumber = 1;
  #offset = 0;
  #record: { readonly lineNumber: number; readonly byteOffset: number; readonly depth: number } | undefined;
  #pieces: Buffer[] = [];
  #pieceBytes = 0;
  #problem: string | undefined;
  /** Where the file as a whole is: before its root object, in it, or behind it. */
  #stage: 'before' | 'inside' | 'behind' = 'before';
  #strayOffset: number | undefined;

  /** Takes the next bytes of the file. They may be reused afterwards. */
  feed(chunk: Buffer): readonly ScannedRecord[] {
    let start = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at] ?? 0;
      if (byte === newline) this.#lineNumber += 1;
      if (this.#inString) {
        this.#stepString(byte);
        continue;
      }
      if (this.#isOutside(byte, this.#offset + at)) continue;
      if (this.#record === undefined && this.#startsRecord(byte)) {
        start = at;
        const byteOffset = this.#offset + at;
        this.#record = { lineNumber: this.#lineNumber, byteOffset, depth: this.#depth };
      } else if (
        this.#record?.depth === this.#depth &&
        (byte === comma || byte === closeBracket || byte === closeBrace)
      ) {
        this.#endRecord(chunk.subarray(start, at), this.#offset + at);
      }
      this.#step(byte);
    }
    if (this.#record !== undefined) this.#keep(chunk.subarray(start));
    this.#offset += chunk.length;
    return this.#found.splice(0);
  }

  /** Says what is wrong with the file as a whole, once all bytes were fed. */
  end(): readonly ScannedRecord[] {
    if (this.#record !== undefined) {
      this.#problem ??= 'the file ends inside this record';
      this.#endRecord(Buffer.alloc(0), this.#offset);
    } else if (this.#stage === 'inside') this.#report('the file ends before its JSON does', this.#offset);
    if (this.#strayOffset !== undefined) this.#report('bytes outside the JSON object', this.#strayOffset);
    return this.#found.splice(0);
  }

  /** Bytes around the root object: white space, a BOM, or what a longer earlier file left behind it. */
  #isOutside(byte: number, offset: number): boolean {
    if (this.#stage === 'inside') return false;
    if (this.#stage === 'before' && byte === openBrace) {
      this.#stage = 'inside';
      return false;
    }
    const isBlank = isWhiteSpace(byte) || (offset < byteOrderMark.length && byte === byteOrderMark[offset]);
    if (!isBlank) this.#strayOffset ??= offset;
    return true;
  }

  #step(byte: number): void {
    if (byte === quote) {
      this.#inString = true;
      this.#text = [];
    } else if (byte === colon) this.#takeKey();
    else if (byte === openBrace || byte === openBracket) {
      if (this.#depth < 3) this.#open[this.#depth] = byte;
      this.#depth += 1;
      if (this.#record === undefined) this.#index = 0;
    } else if (byte === closeBrace || byte === closeBracket) {
      this.#depth -= 1;
      if (this.#depth === 0) this.#stage = 'behind';
    } else if (byte === comma && this.#record === undefined && this.#isRecordArray()) this.#index += 1;
  }

  #stepString(byte: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (byte === backslash) this.#escaped = true;
    else if (byte === quote) this.#inString = false;
    const isKeyPlace = this.#record === undefined && this.#depth <= 2 && this.#text.length < maxKeyBytes;
    if (this.#inString && isKeyPlace) this.#text.push(byte);
  }

  #takeKey(): void {
    if (this.#record !== undefined || this.#open[this.#depth - 1] !== openBrace || this.#depth > 2) return;
    const key = unescaped(Buffer.from(this.#text).toString());
    if (this.#depth === 1) this.#outerKey = key;
    this.#innerKey = this.#depth === 2 ? key : '';
  }

  #isRecordArray(): boolean {
    if (this.#open[this.#depth - 1] !== openBracket) return false;
    return this.#depth === 2 ? this.#outerKey === 'invocations' : this.#depth === 3 && this.#isSkillArray();
  }

  #isSkillArray(): boolean {
    return this.#outerKey === 'skills' && this.#open[1] === openBrace;
  }

  #startsRecord(byte: number): boolean {
    return (
      !isWhiteSpace(byte) && byte !== comma && byte !== closeBracket && byte !== closeBrace && this.#isRecordArray()
    );
  }

  #keep(piece: Buffer): void {
    if (this.#pieceBytes + piece.length > maxRecordBytes) {
      this.#problem ??= `record longer than ${maxRecordBytes} bytes`;
      this.#pieces = [];
    }
    if (this.#problem === undefined) this.#pieces.push(Buffer.from(piece));
    this.#pieceBytes += piece.length;
  }

  #endRecord(lastPiece: Buffer, endOffset: number): void {
    const record = this.#record;
    if (record === undefined) return;
    this.#keep(lastPiece);
    this.#found.push({
      name: this.#name(),
      key: this.#outerKey === 'skills' ? this.#innerKey : '',
      bytes: Buffer.concat(this.#pieces),
      lineNumber: record.lineNumber,
      byteOffset: record.byteOffset,
      byteLength: endOffset - record.byteOffset,
      problem: this.#problem,
    });
    this.#record = undefined;
    this.#pieces = [];
    this.#pieceBytes = 0;
    this.#problem = undefined;
  }

  #name(): string {
    return this.#outerKey === 'skills' ? `skills.${this.#innerKey}[${this.#index}]` : `invocations[${this.#index}]`;
  }

  #report(problem: string, byteOffset: number): void {
    const place = { lineNumber: this.#lineNumber, byteOffset, byteLength: 0 };
    this.#found.push({ name: 'file', key: '', bytes: Buffer.alloc(0), ...place, problem });
  }
}

function isWhiteSpace(byte: number): boolean {
  return byte === 0x20 || byte === newline || byte === 0x0d || byte === 0x09;
}

function unescaped(raw: string): string {
  try {
    const parsed: unknown = JSON.parse(`"${raw}"`);
    return typeof parsed === 'string' ? parsed : raw;
  } catch {
    return raw;
  }
}
