import type { JsonTape } from './json-tape/json-tape.ts';

/**
 * One physical line of a source: `bytes[start, end)`, without its newline. The object and the bytes are reused for the
 * next line, so nothing of it may be kept.
 */
export type SourceLine = {
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
  /** 1-based. */
  readonly lineNumber: number;
  /** Of the line's first byte in its file. */
  readonly byteOffset: number;
  /** The tape whose text `bytes` are, when they are. */
  readonly tape?: JsonTape | undefined;
  /** Known to be valid UTF-8; otherwise nobody looked, or it is not. */
  readonly clean?: boolean | undefined;
};
