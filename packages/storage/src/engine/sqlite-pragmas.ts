import { SkillsError } from '@skills/schema';
import { applicationId, latestSchemaNumber } from '../application-id.ts';
import type { SqlValue } from './sql-engine.ts';
import type { SqliteConnection } from './sqlite-connection.ts';

/** A setting of one connection: how it is written and what it must read back as. */
type Pragma = { readonly name: string; readonly value: string; readonly expected: SqlValue };

/** For every connection: a damaged or crafted schema must not run functions, nor a damaged page pass unseen. */
export const safePragmas: readonly Pragma[] = [
  { name: 'foreign_keys', value: 'ON', expected: 1 },
  { name: 'trusted_schema', value: 'OFF', expected: 0 },
  { name: 'cell_size_check', value: 'ON', expected: 1 },
];

/** @param cacheKib - pages kept in memory by one connection, in KiB */
export function cachePragma(cacheKib: number): Pragma {
  return { name: 'cache_size', value: String(-cacheKib), expected: -cacheKib };
}

export const writerPragmas: readonly Pragma[] = [
  // An acknowledged event survives a power cut: one fsync for each commit.
  { name: 'synchronous', value: 'FULL', expected: 2 },
  // What was deleted is gone from the file, too.
  { name: 'secure_delete', value: 'ON', expected: 1 },
  { name: 'journal_size_limit', value: '67108864', expected: 67_108_864 },
];

/** @throws {SkillsError} 'storage-unavailable' when a setting did not take */
export function applyPragmas(connection: SqliteConnection, pragmas: readonly Pragma[], name: string): void {
  for (const pragma of pragmas) {
    connection.all(`PRAGMA ${pragma.name} = ${pragma.value}`, []);
    const actual = connection.all(`PRAGMA ${pragma.name}`, [])[0]?.[0];
    if (actual === pragma.expected) continue;
    throw new SkillsError('storage-unavailable', `${name}: ${pragma.name} stayed ${String(actual)}`);
  }
}

/**
 * Asks for write-ahead logging (readers beside a writer), or for a rollback journal where shared memory does not work.
 * A file that is not known to be ours keeps its mode, because the change would write to it before it can be refused; a
 * predecessor's database gets its log at the first opening after its upgrade.
 *
 * @returns the journal mode that is in force
 */
export function chooseJournalMode(connection: SqliteConnection, isRemote: boolean): string {
  const pragma = (text: string): SqlValue | undefined => connection.all(`PRAGMA ${text}`, [])[0]?.[0];
  if (isRemote) return String(pragma('journal_mode = delete'));
  const isOurs = pragma('application_id') === applicationId && Number(pragma('user_version')) <= latestSchemaNumber;
  return String(pragma(isOurs || pragma('page_count') === 0 ? 'journal_mode = wal' : 'journal_mode'));
}
