export type ContractValue = null | number | bigint | string | Uint8Array;
type Row = readonly ContractValue[];

export type ContractTransaction = {
  all(sql: string, parameters?: Row): Promise<readonly Row[]>;
  run(sql: string, parameters?: Row): Promise<number>;
  runMany(sql: string, rows: readonly Row[]): Promise<number>;
  script(sql: string): Promise<void>;
};

/** The shape of a `SqlEngine` of @skills/storage, which this package cannot import. */
export type ContractEngine = {
  readonly kind: string;
  readonly url: string;
  all(sql: string, parameters?: Row): Promise<readonly Row[]>;
  transaction<T>(work: (transaction: ContractTransaction) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

/** What the groups of the contract work on. */
export type ContractSubject = {
  /** The engine that the whole suite shares. */
  engine(): ContractEngine;
  /** Another one on the same database (in memory: on one of its own). */
  open(): Promise<ContractEngine>;
  /** Makes a table for one test, so that a server needs to be started once only; its name. */
  table(columns: string): Promise<string>;
  count(table: string): Promise<ContractValue | undefined>;
};
