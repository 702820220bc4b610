import { jsonTapeModule } from './json-tape-module.ts';

/** Numbers that an entry of a tape takes. */
export const entryLength = 3;

/** What `../../assembly/json-tape.ts` exports; the language's own library has no types for WebAssembly. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: TapeExports };
};

type TapeExports = {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly nameAt: { readonly value: number };
  readonly longestName: { readonly value: number };
  readonly textAt: { readonly value: number };
  readonly textBytes: { readonly value: number };
  readonly tapeAt: { readonly value: number };
  readonly lineEnd: (start: number, end: number) => number;
  readonly scan: (start: number, end: number) => number;
  readonly addName: (length: number, id: number) => void;
  readonly forgetNames: () => void;
};

const mostNames = 128;

/**
 * Checks JSON as strictly as `JSON.parse` does, at 2 GB/s, and notes where what stands: text goes in, and out comes the
 * tape, a list of entries of three numbers:
 *
 * - a string, key or value: 0x22 plus 256 times its place in the list of names (0 when it is none, or a value longer
 *   than 16 bytes), its start and its end between the quotes
 * - a number, `true`, `false`, `null`: its first character, start, end
 * - a bracket that opens: the bracket, its position, the place on the tape behind the bracket that closes
 * - a bracket that closes: the bracket, 0, the position behind it
 *
 * A key is followed by its value. White space, colons and commas are not on the tape, nor are members whose key is none
 * of the names, nor what is inside brackets that 16 others are around.
 *
 * One tape serves many texts, one after the other. Of its memory only what was used takes room.
 */
export class JsonTape {
  /** What is scanned must stand here: room for a text of 8 MiB and a megabyte more. */
  readonly text: Buffer;
  /** The tape of the text scanned last. */
  readonly entries: Int32Array;
  readonly #exports: TapeExports;
  #names: readonly string[] = [];

  constructor() {
    const module = new WebAssembly.Module(Buffer.from(jsonTapeModule.wasm, 'base64'));
    this.#exports = new WebAssembly.Instance(module).exports;
    const { memory, textAt, textBytes, tapeAt } = this.#exports;
    this.text = Buffer.from(memory.buffer, textAt.value, textBytes.value);
    this.entries = new Int32Array(memory.buffer, tapeAt.value);
  }

  /**
   * Puts the text between the positions on the tape.
   *
   * @param names - strings that get a number: their place in this list; 0 is every other string
   * @returns `false` when it is not one JSON object with white space around it; the tape then means nothing
   * @throws {RangeError} when there are too many names, or one is too long or not ASCII
   */
  scan(names: readonly string[], start: number, end: number): boolean {
    if (names !== this.#names) this.#learn(names);
    return this.#exports.scan(start, end) >= 0;
  }

  /** Position of the first newline of the text from `start` on; `end` when there is none before. */
  lineEnd(start: number, end: number): number {
    return this.#exports.lineEnd(start, end);
  }

  #learn(names: readonly string[]): void {
    const { memory, nameAt, longestName, addName, forgetNames } = this.#exports;
    if (names.length > mostNames) throw new RangeError(`JsonTape takes ${mostNames} names, got ${names.length}`);
    const place = Buffer.from(memory.buffer, nameAt.value, longestName.value);
    forgetNames();
    for (const [id, name] of names.entries()) {
      if (id === 0) continue;
      if (!/^[\u0021-\u007e]{1,32}$/.test(name)) throw new RangeError(`JsonTape takes short ASCII names, got ${name}`);
      place.write(name, 'latin1');
      addName(name.length, id);
    }
    this.#names = names;
  }
}
