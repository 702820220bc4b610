import { SkillsError } from '@skills/schema';
import { EventIngest } from '../ingest/event-ingest.ts';
import { settleViewWrites } from '../migrations/settle-view-writes.ts';
import { openDatabase, type OpenDatabaseOptions } from '../open-database.ts';
import { SkillsStorage, type SkillsStorageDependencies } from './skills-storage.ts';

export type OpenSkillsStorageOptions = Omit<OpenDatabaseOptions, 'create'> &
  Pick<SkillsStorageDependencies, 'pseudonymise' | 'now' | 'newCallId' | 'keepQueries'>;

/**
 * Opens the storage of a database that is there and migrated; nothing is created. Close it after use.
 *
 * @throws {SkillsError} 'storage-unavailable' when there is no such file, 'schema-unknown' when it is not migrated
 */
export async function openSkillsStorage(options: OpenSkillsStorageOptions): Promise<SkillsStorage> {
  const { pseudonymise, now, newCallId, keepQueries, ...database } = options;
  const engine = await openDatabase({ ...database, create: false });
  try {
    const rows = await engine.all(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'skill_event'`);
    if (rows.length === 0) {
      throw new SkillsError('schema-unknown', `${engine.url} is no skills database of this version; migrate it first`);
    }
    if (options.readOnly !== true) await settleViewWrites(engine);
  } catch (error) {
    await engine.close();
    throw error;
  }
  const ingest = new EventIngest({ engine, pseudonymise, now });
  return new SkillsStorage({
    engine,
    ingest,
    pseudonymise,
    now,
    ...(newCallId === undefined ? {} : { newCallId }),
    ...(keepQueries === undefined ? {} : { keepQueries }),
  });
}
