/**
 * A program for the fault tests: moves a database to a version, after a copy `<database>.copy-<pid>`, and says `done`, or
 * `error <code> <message>`.
 *
 *   node migrating-child.ts <database> <version> <milliseconds to wait after `ready`>
 */
import { writeSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { SkillsError } from '@skills/schema';
import { backupDatabase } from '../src/backup.ts';
import { openNodeSqliteEngine } from '../src/engine/node-sqlite-engine.ts';
import { Migrator } from '../src/migrations/migrator.ts';

const [database = '', version = 'V5', pause = '0'] = process.argv.slice(2);

try {
  const engine = openNodeSqliteEngine({ url: database });
  const migrator = new Migrator({
    engine,
    now: Date.now,
    backup: async () => backupDatabase(database, `${database}.copy-${process.pid}`),
  });
  writeSync(1, 'ready\n');
  await wait(Number(pause));
  const { currentVersion } = await migrator.status();
  if (currentVersion !== null && currentVersion > `${version}~`) await migrator.rollback({ to: version });
  else await migrator.migrate({ to: version });
  await engine.close();
  writeSync(1, 'done\n');
} catch (error) {
  const code = error instanceof SkillsError ? error.code : 'unknown';
  writeSync(1, `error ${code} ${error instanceof Error ? error.message : String(error)}\n`);
}
