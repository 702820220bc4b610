import { SkillsError } from '@skills/schema';
import { sqliteResult, toStorageError } from './sqlite-error.ts';

// Names as a server sends them (`SQLITE_BUSY`, or an extension such as `SQLITE_BUSY_SNAPSHOT`), longest first.
const resultCodes: readonly (readonly [string, number])[] = [
  ['SQLITE_BUSY', sqliteResult.busy],
  ['SQLITE_LOCKED', sqliteResult.locked],
  ['SQLITE_READONLY', sqliteResult.readOnly],
  ['SQLITE_IOERR', sqliteResult.ioError],
  ['SQLITE_CORRUPT', sqliteResult.corrupt],
  ['SQLITE_FULL', sqliteResult.full],
  ['SQLITE_CANTOPEN', sqliteResult.cannotOpen],
  ['SQLITE_NOTADB', sqliteResult.notADatabase],
  ['SQLITE_TOOBIG', 18],
  ['SQLITE_CONSTRAINT', 19],
  ['SQLITE_MISMATCH', 20],
  ['SQLITE_AUTH', 23],
  ['SQLITE', 1],
];

/**
 * What an error of @libsql/client means to a caller, under the same codes as a local file.
 *
 * @param name - the server, without credentials
 */
export function toLibsqlStorageError(error: unknown, name: string): Error {
  if (error instanceof RangeError || error instanceof SkillsError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const code = errorCode(error);
  const known = resultCodes.find(([prefix]) => code.startsWith(prefix));
  if (known !== undefined) return toStorageError({ resultCode: known[1], message }, name, error);
  // A server takes the lock from a transaction that holds it for 5 s while another waits.
  if (code === 'TRANSACTION_TIMEOUT') {
    const reason = 'the transaction took too long while another writer waited; the server rolled it back';
    return new SkillsError('storage-busy', `${name}: ${reason}`, { cause: error });
  }
  const reason = connectionReason(code, error, message);
  return new SkillsError('storage-unavailable', `${name}: ${reason}`, { cause: error });
}

/** True when a commit that failed may have reached the server all the same. */
export function isCommitUnknown(error: unknown): boolean {
  return ['', 'SERVER_ERROR', 'HRANA_CLOSED_ERROR', 'HRANA_PROTO_ERROR', 'UNKNOWN'].includes(errorCode(error));
}

/** True when someone else holds the write lock of the server. */
export function isLibsqlBusy(error: unknown): boolean {
  return /^SQLITE_(BUSY|LOCKED)/.test(errorCode(error));
}

function connectionReason(code: string, error: unknown, message: string): string {
  const status = /HTTP status (\d{3})/.exec(message)?.[1];
  if (status === '401' || status === '403') return 'the token was refused; set SKILLS_DATABASE_TOKEN';
  if (status !== undefined) return `the server answered HTTP ${status}`;
  if (code === 'TRANSACTION_CLOSED' || code === 'HRANA_CLOSED_ERROR' || /stream|baton/i.test(message)) {
    return `the server closed the transaction (${message})`;
  }
  const cause = error instanceof Error && error.cause instanceof Error ? `: ${deepestMessage(error.cause)}` : '';
  return `the server cannot be reached (${message}${cause})`;
}

function deepestMessage(error: Error): string {
  return error.cause instanceof Error ? deepestMessage(error.cause) : error.message;
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
