import type { SqlEngine, SqlRow } from './sql-engine.ts';

type Awaitable<T> = T | Promise<T>;

/**
 * What differs between engines: one writing connection and one way to read beside it. A `SerialEngine` sees to order,
 * so a session never gets a call inside another's transaction. Calls may answer at once (in process) or later (worker,
 * network). Errors are SkillsErrors already.
 */
export type SqlSession = {
  readonly kind: SqlEngine['kind'];
  /** As given, without credentials. */
  readonly url: string;
  /** One connection only (memory, rollback journal): reads wait for the open transaction. */
  readonly readsWaitForTransaction: boolean;
  /** Reads committed data, beside the open transaction. */
  read(sql: string, parameters: SqlRow): Awaitable<readonly SqlRow[]>;
  begin(): Awaitable<void>;
  all(sql: string, parameters: SqlRow): Awaitable<readonly SqlRow[]>;
  run(sql: string, parameters: SqlRow): Awaitable<number>;
  runMany(sql: string, rows: readonly SqlRow[]): Awaitable<number>;
  script(sql: string): Awaitable<void>;
  commit(): Awaitable<void>;
  /** Never fails: what cannot be rolled back was rolled back already. */
  rollback(): Awaitable<void>;
  close(): Awaitable<void>;
};
