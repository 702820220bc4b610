import type { DatabaseStatusResult, MigrationResult } from '@skills/schema';
import { parseTimestampMs, SkillsError, toTimestamp } from '@skills/schema';
import {
  backupDatabase,
  countEventsBefore,
  DatabaseStatusRepository,
  EventSegments,
  Migrator,
  pruneEvents,
  rebuildRollups,
  rebuildSkillMetrics,
  restoreBackup,
  retentionProblems,
  verifyDatabaseFile,
} from '@skills/storage';
import type { SqlEngine } from '@skills/storage';
import type { Maintenance } from './composition.ts';
import { copyBeside } from './copy-beside.ts';
import { measured } from './measured.ts';
import type { Store } from './open-store.ts';

/** Upkeep of one database. */
export function buildMaintenance(store: Store, nowMs: () => number): Maintenance {
  return {
    status: async () => statusOf(store, await store.untouched('reading'), nowMs),
    migrate: (to) =>
      changed(store, nowMs, async (migrator) => ({ applied: (await migrator.migrate({ to })).versions })),
    rollback: (target) =>
      changed(store, nowMs, async (migrator) => {
        const report = await migrator.rollback('version' in target ? { to: target.version } : target);
        return { rolledBack: report.versions };
      }),
    async check() {
      const engine = await existing(store, 'reading');
      const migrator = new Migrator({ engine, now: nowMs });
      const problems = [...(await migrator.validate()), ...damageOf(store.path)];
      const { pendingMigrations } = problems.length > 0 ? { pendingMigrations: [] } : await migrator.status();
      if (problems.length === 0 && pendingMigrations.length === 0) problems.push(...(await retentionProblems(engine)));
      return { ok: problems.length === 0, problems };
    },
    async rebuild() {
      await existing(store, 'reading');
      const engine = await store.writer();
      await measured({ engine, nowMs }, 'rebuild', async () => {
        await engine.transaction(async (transaction) => {
          await rebuildRollups(transaction);
          await rebuildSkillMetrics(transaction);
        });
        await new EventSegments({ engine }).rebuild(engine);
      });
      return { events: (await new DatabaseStatusRepository({ engine }).status()).events };
    },
    async prune(beforeMs, dryRun) {
      const engine = await existing(store, 'reading');
      if (!dryRun) return { deleted: await pruneEvents(await store.writer(), beforeMs) };
      // Refuses what is newer or not ours.
      await new Migrator({ engine, now: nowMs }).status();
      return { deleted: await countEventsBefore(engine, beforeMs) };
    },
    async backup(path) {
      await existing(store, 'reading');
      const target = path ?? `${fileOf(store)}.backup-${toTimestamp(nowMs()).replaceAll(/[-:.]/g, '')}`;
      const { bytes } = backupDatabase(fileOf(store), target);
      return { path: target, bytes };
    },
    restore(path) {
      const { previousPath } = restoreBackup(path, fileOf(store));
      return Promise.resolve({ previous: previousPath ?? null });
    },
  };
}

async function statusOf(
  store: Store,
  engine: SqlEngine | undefined,
  nowMs: () => number,
): Promise<DatabaseStatusResult> {
  if (engine === undefined) {
    const { url } = store;
    return { url, schemaVersion: null, applied: [], pending: [], sizeBytes: 0, events: 0 };
  }
  const { currentVersion, appliedMigrations, pendingMigrations } = await new Migrator({ engine, now: nowMs }).status();
  const isCurrent = pendingMigrations.length === 0;
  const { events, sizeBytes } = await (isCurrent
    ? new DatabaseStatusRepository({ engine }).status()
    : countsOf(engine));
  return {
    url: engine.url,
    schemaVersion: currentVersion,
    applied: appliedMigrations.map(({ version, appliedAt, checksum }) => ({
      version,
      appliedAt: timestampOr(appliedAt),
      checksum,
    })),
    pending: pendingMigrations.map(({ version }) => version),
    sizeBytes,
    events,
  };
}

async function changed(
  store: Store,
  nowMs: () => number,
  change: (
    migrator: Migrator,
  ) => Promise<{ readonly applied?: readonly string[]; readonly rolledBack?: readonly string[] }>,
): Promise<MigrationResult> {
  const engine = await existing(store, 'writing');
  let backup: string | undefined;
  const migrator = new Migrator({
    engine,
    now: nowMs,
    backup: async () => {
      if (store.path !== undefined) backup = copyBeside(store.path, nowMs());
    },
  });
  const { applied = [], rolledBack = [] } = await change(migrator);
  const { currentVersion } = await migrator.status();
  return { schemaVersion: currentVersion, applied: [...applied], rolledBack: [...rolledBack], backup: backup ?? null };
}

/** @throws {SkillsError} 'not-found' when there is no database */
async function existing(store: Store, use: 'reading' | 'writing'): Promise<SqlEngine> {
  const engine = await store.untouched(use);
  if (engine === undefined) throw new SkillsError('not-found', `no database at ${store.url}`);
  return engine;
}

/** @throws {SkillsError} 'invalid-usage' for a server or memory */
function fileOf({ path, url }: Store): string {
  if (path === undefined) throw new SkillsError('invalid-usage', `${url} is no file; copies are made by its server`);
  return path;
}

function damageOf(path: string | undefined): readonly string[] {
  if (path === undefined) return [];
  try {
    verifyDatabaseFile(path);
    return [];
  } catch (error) {
    if (error instanceof SkillsError) return [error.message];
    throw error;
  }
}

/** Of a database of an older version: `skill_invocation` is there from V1 on. */
async function countsOf(engine: SqlEngine): Promise<{ readonly events: number; readonly sizeBytes: number }> {
  const [log] = await engine.all(`SELECT 1 FROM sqlite_schema WHERE name = 'skill_invocation'`);
  const [events] = log === undefined ? [] : await engine.all('SELECT count(*) FROM skill_invocation');
  const [size] = await engine.all(
    'SELECT (SELECT page_count FROM pragma_page_count) * (SELECT page_size FROM pragma_page_size)',
  );
  return { events: Number(events?.[0] ?? 0), sizeBytes: Number(size?.[0] ?? 0) };
}

/** The predecessor wrote times without a zone, in UTC. */
function timestampOr(text: string): string {
  const ms = parseTimestampMs(text);
  return ms === undefined ? text : toTimestamp(ms);
}
