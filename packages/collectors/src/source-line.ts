/**
 * One physical line of a source: `bytes[start, end)`, without its newline. The object and the bytes are reused for the
 * next line, so nothing of it may be kept.
 */
export type SourceLine = {
  readonly bytes: Buffer;
  /** `bytes` decoded as latin1 up to `end` or further, when that was done for many lines at once. */
  readonly text?: string | undefined;
  readonly start: number;
  readonly end: number;
  /** 1-based. */
  readonly lineNumber: number;
  /** Of the line's first byte in its file. */
  readonly byteOffset: number;
  /** Known to be valid UTF-8 without NUL; otherwise nobody looked, or it is not. */
  readonly clean?: boolean | undefined;
};
