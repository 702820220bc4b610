import { migrateDatabase } from '@skills/storage';
import type { SqlEngine } from '@skills/storage';
import { copyBeside } from './copy-beside.ts';

export type UpToDateOptions = {
  /** Of a local file, of which a verified copy is made before it is changed. */
  readonly path: string | undefined;
  readonly nowMs: () => number;
  readonly note: (text: string) => void;
};

/** Brings a database to the newest version, and says so when it was an older one. */
export async function bringUpToDate(engine: SqlEngine, { path, nowMs, note }: UpToDateOptions): Promise<void> {
  let copy: string | undefined;
  const backup = path === undefined ? undefined : async (): Promise<void> => void (copy = copyBeside(path, nowMs()));
  const { versions } = await migrateDatabase(engine, { now: nowMs, backup });
  if (copy !== undefined) note(`the database is brought to ${versions.at(-1)}; as it was before: ${copy}`);
}
