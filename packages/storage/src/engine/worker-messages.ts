import { SkillsError, skillsErrorCodes, type SkillsErrorCode } from '@skills/schema';
import type { NodeSqliteOptions } from './node-sqlite-session.ts';
import type { SqlRow } from './sql-engine.ts';

/** What the worker is started with: functions cannot cross. */
export type WorkerOptions = Omit<NodeSqliteOptions, 'onWarning'>;

/** One step of a session. */
export type WorkerCall =
  | { readonly method: 'read' | 'all' | 'run'; readonly sql: string; readonly parameters: SqlRow }
  | { readonly method: 'runMany'; readonly sql: string; readonly rows: readonly SqlRow[] }
  | { readonly method: 'script'; readonly sql: string }
  | { readonly method: 'begin' | 'commit' | 'rollback' | 'close' };

export type WorkerRequest = { readonly id: number; readonly call: WorkerCall };

/** Request 0 is the opening itself; its value is `readsWaitForTransaction`. */
export type WorkerResponse =
  | { readonly kind: 'result'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly error: PortableError }
  | { readonly kind: 'warning'; readonly message: string };

/** An error as plain data: structured cloning would lose its class and code. */
export type PortableError = {
  readonly kind: 'skills' | 'range' | 'other';
  readonly code: SkillsErrorCode | undefined;
  readonly message: string;
  readonly stack: string | undefined;
};

export function toPortableError(error: unknown): PortableError {
  const message = error instanceof Error ? error.message : String(error);
  const stack = error instanceof Error ? error.stack : undefined;
  if (error instanceof SkillsError) return { kind: 'skills', code: error.code, message, stack };
  return { kind: error instanceof RangeError ? 'range' : 'other', code: undefined, message, stack };
}

/** The error again, its stack that of the worker as the cause. */
export function fromPortableError(error: PortableError): Error {
  const cause = new Error('in the database worker');
  if (error.stack !== undefined) cause.stack = error.stack;
  if (error.kind === 'range') return new RangeError(error.message, { cause });
  const code = skillsErrorCodes.find((known) => known === error.code);
  return code === undefined ? new Error(error.message, { cause }) : new SkillsError(code, error.message, { cause });
}
