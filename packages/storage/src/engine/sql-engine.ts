export type SqlValue = null | number | bigint | string | Uint8Array;
export type SqlRow = readonly SqlValue[];

/**
 * How values travel, the same on every engine:
 * - a number that is a safe integer is bound as INTEGER, any other as REAL; NaN and the infinities are a RangeError;
 * - a bigint is bound as INTEGER and must fit 64 bits;
 * - text is stored well-formed: a lone surrogate and NUL become U+FFFD (SQL functions stop at NUL);
 * - an INTEGER within ±(2^53 - 1) arrives as a number, a wider one (ids, keys) as bigint; a BLOB as Uint8Array;
 * - text that is not UTF-8 in the file arrives with U+FFFD.
 * The number of parameters must be the number of placeholders (`?`, `?1`), else RangeError.
 */
export type SqlReader = {
  /** Every row of one SELECT (or, inside a transaction, of one … RETURNING), as arrays in column order. */
  all(sql: string, parameters?: SqlRow): Promise<readonly SqlRow[]>;
};

export type SqlTransaction = SqlReader & {
  /** Runs one statement; the number of rows it changed (0 for anything but INSERT, UPDATE, DELETE, REPLACE). */
  run(sql: string, parameters?: SqlRow): Promise<number>;
  /**
   * Runs one statement once per row of parameters, prepared once; the number of rows changed in total. When a row
   * fails, the transaction can only roll back: earlier rows of the call are already in it.
   */
  runMany(sql: string, rows: readonly SqlRow[]): Promise<number>;
  /** Runs a script of several statements, for schema changes only. As `runMany` when it fails. */
  script(sql: string): Promise<void>;
};

/**
 * One open database. Its implementations (node:sqlite here or in a worker, libSQL server) pass one contract suite.
 *
 * Writes are serialised: `transaction` takes the write lock first (BEGIN IMMEDIATE), runs `work` alone on the writing
 * connection, commits, and rolls back when `work` throws. A read outside a transaction never sees an open one. Inside
 * `work` only the given transaction may be used: the engine's own `all` and `transaction` are a RangeError there.
 */
export type SqlEngine = SqlReader & {
  readonly kind: 'sqlite' | 'libsql';
  /** As given, without credentials. */
  readonly url: string;
  /** @throws {SkillsError} 'storage-busy' | 'storage-full' | 'storage-read-only' | 'storage-corrupt' | 'storage-unavailable' */
  transaction<T>(work: (transaction: SqlTransaction) => Promise<T>): Promise<T>;
  /** Waits for the transaction in progress, then releases the files or the connection. Later calls are RangeErrors. */
  close(): Promise<void>;
};
