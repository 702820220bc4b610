import { SkillsError, type SkillsErrorCode } from '@skills/schema';

/** A failure as SQLite names it: its result code and its message (no values of ours are in it). */
export type SqliteFailure = { readonly resultCode: number; readonly message: string };

// Result codes, https://sqlite.org/rescode.html
export const sqliteResult = {
  busy: 5,
  locked: 6,
  readOnly: 8,
  ioError: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  notADatabase: 26,
} as const;

const meanings: Readonly<Record<number, readonly [SkillsErrorCode, string]>> = {
  3: ['storage-unavailable', 'access is denied'],
  [sqliteResult.busy]: ['storage-busy', 'another program is writing to it'],
  [sqliteResult.locked]: ['storage-busy', 'another statement holds a table'],
  7: ['storage-unavailable', 'out of memory'],
  [sqliteResult.readOnly]: ['storage-read-only', 'it cannot be written'],
  [sqliteResult.ioError]: ['storage-unavailable', 'the disk failed'],
  [sqliteResult.corrupt]: ['storage-corrupt', 'the file is damaged'],
  [sqliteResult.full]: ['storage-full', 'the disk is full'],
  [sqliteResult.cannotOpen]: ['storage-unavailable', 'the file cannot be opened'],
  17: ['storage-unavailable', 'the schema changed underneath'],
  18: ['invalid-input', 'a value is too big'],
  19: ['invalid-input', 'a rule of the table is broken'],
  20: ['invalid-input', 'a value has the wrong type'],
  22: ['storage-unavailable', 'the system lacks large files'],
  23: ['storage-unavailable', 'access is denied'],
  [sqliteResult.notADatabase]: ['storage-corrupt', 'the file is not a SQLite database'],
};

/** The result code without its extension. */
export function primaryCode(failure: SqliteFailure): number {
  return failure.resultCode & 0xff;
}

/** True while waiting may help: someone else holds the lock. */
export function isBusy(failure: SqliteFailure): boolean {
  return primaryCode(failure) === sqliteResult.busy || primaryCode(failure) === sqliteResult.locked;
}

/** True when the file or the disk cannot be trusted any more, so that writing on would make it worse. */
export function isDamage(failure: SqliteFailure): boolean {
  const code = primaryCode(failure);
  return code === sqliteResult.ioError || code === sqliteResult.corrupt || code === sqliteResult.notADatabase;
}

/**
 * What a SQLite failure means to a caller. A missing table or column is 'schema-unknown' (not migrated, or not ours);
 * other faults in the SQL itself are ours, and stay plain errors.
 *
 * @param name - the file or server the failure is about
 */
export function toStorageError(failure: SqliteFailure, name: string, cause: unknown): Error {
  const meaning = meanings[primaryCode(failure)];
  if (meaning !== undefined) {
    return new SkillsError(meaning[0], `${name}: ${meaning[1]} (${failure.message})`, { cause });
  }
  if (/no such (table|column|view|index)|has no column named/.test(failure.message)) {
    return new SkillsError('schema-unknown', `${name}: ${failure.message}`, { cause });
  }
  return new Error(`${name}: ${failure.message}`, { cause });
}

/** The failure inside an error of node:sqlite, or inside one translated from it. */
export function sqliteFailure(error: unknown): SqliteFailure | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('errcode' in error && typeof error.errcode === 'number') {
    return { resultCode: error.errcode, message: error.message };
  }
  return error.cause === undefined ? undefined : sqliteFailure(error.cause);
}
