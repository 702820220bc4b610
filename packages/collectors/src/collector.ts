import type { BatchBuilder } from './batch-builder.ts';
import type { SourceLine } from './source-line.ts';

/** What a collector may know of the machine; injected, so that a test can be another machine. */
export type CollectorEnvironment = {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly homeDirectory: string;
};

/** Something about one file that went wrong while the rest went on. */
export type FileError = {
  readonly file: string;
  /** 1-based. */
  readonly line?: number | undefined;
  readonly reason: string;
};

/** What a search for files found. */
export type Discovery = {
  /** Folders and files that were looked at, existing or not, to tell the user where nothing was found. */
  readonly places: readonly string[];
  /** Absolute paths in byte order, each once. */
  readonly files: readonly string[];
  /** Folders that cannot be listed, links that leave their root. */
  readonly errors: readonly FileError[];
};

/** One file to read, as a look at its open handle showed it. */
export type SourceFile = {
  /** Absolute. */
  readonly path: string;
  readonly sizeBytes: number;
  /** UTC epoch milliseconds. */
  readonly modifiedAtMs: number;
};

/**
 * Reads the lines of one file in order and adds what they say to a batch. Lines are never handed over twice in one
 * read, but a later read may repeat some: everything added needs an identity of its own.
 */
export type LineParser = {
  /**
   * Takes one line. Never throws because of its content: what cannot be read is `batch.quarantine(line, reason)`.
   *
   * @returns `false` when the line was skipped after a structural check only, otherwise `true`
   */
  readLine(line: SourceLine, batch: BatchBuilder): boolean;
  /** What `open` needs to go on behind the last line read, as JSON of bounded size; `null` for nothing. */
  state(): string | null;
};

type CollectorBase = {
  /** Name of the source in every row and result, for example `claude-code`. */
  readonly source: string;
  /**
   * Finds the files of this source.
   *
   * @param from - a file or a folder to search instead of the usual places
   */
  discover(environment: CollectorEnvironment, from?: string): Discovery;
};

/** A source whose files are lines of JSON that grow at the end. Read incrementally. */
export type LineCollector = CollectorBase & {
  readonly form: 'lines';
  /**
   * @param parserState - `state()` of the parser that read the lines before, `null` at the start of a file. What an
   * older version of us wrote may be unreadable: then it is as `null`.
   */
  open(file: SourceFile, parserState: string | null): LineParser;
};

/** A source whose files are read whole whenever they changed, for example one JSON value or a SQLite database. */
export type WholeFileCollector = CollectorBase & {
  readonly form: 'whole-file';
  /**
   * Adds what the file says to the batch. Yields every few thousand rows, so that a full batch can be stored before
   * the file ends.
   *
   * @throws {SkillsError} when the file as a whole cannot be read; it becomes an error of that file
   */
  read(file: SourceFile, batch: BatchBuilder): Iterable<void>;
};

export type Collector = LineCollector | WholeFileCollector;
