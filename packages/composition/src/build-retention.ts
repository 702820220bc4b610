import type { PruneResult } from '@skills/schema';
import { SkillsError, toTimestamp } from '@skills/schema';
import {
  countExpiredRows,
  finishCompaction,
  isCompactionPending,
  Migrator,
  pruneTiers,
  readRetentionAges,
  readRetentionTotals,
  retentionHorizons,
  retentionProblem,
  retentionTiers,
  writeRetentionAges,
} from '@skills/storage';
import type { RetentionAges, RetentionHorizons, RetentionTotals } from '@skills/storage';
import type { Retention } from './composition.ts';
import { measured } from './measured.ts';
import type { Store } from './open-store.ts';

/** Tiers of one database with ages of their own. */
export function buildRetention(store: Store, nowMs: () => number): Retention {
  return {
    async prune({ ages: wanted, dryRun, progress }) {
      const untouched = await store.untouched('reading');
      if (untouched === undefined) throw new SkillsError('not-found', `no database at ${store.url}`);
      // Refuses what is newer or not ours.
      const { pendingMigrations } = await new Migrator({ engine: untouched, now: nowMs }).status();
      if (dryRun && pendingMigrations.length > 0) {
        throw new SkillsError('invalid-usage', 'the database is of an older version: run skills db migrate first');
      }
      const engine = dryRun ? untouched : await store.writer();
      const known = await readRetentionAges(engine);
      const ages: RetentionAges = { ...known, ...wanted };
      const problem = retentionProblem(ages);
      if (problem !== undefined) throw new SkillsError('invalid-usage', `--raw, --hourly, --daily: ${problem}`);
      const horizons = retentionHorizons(ages, nowMs());
      const counts = await countExpiredRows(engine, horizons);
      const before = await readRetentionTotals(engine, horizons);
      const tables = counts
        .filter(({ expired }) => expired > 0)
        .map(({ table, rows, expired }) => ({ table, before: rows, after: rows - expired }));
      const deleted = counts.find(({ table }) => table === 'skill_event')?.expired ?? 0;
      const tiers = tiersOf(ages, horizons);
      if (dryRun) return { dryRun, deleted, tiers, tables, totals: proof(before, before), bytes: null };
      await writeRetentionAges(engine, ages);
      const total = counts.reduce((sum, { table, expired }) => sum + (isLog(table) ? expired : 0), 0);
      const onProgress = (rows: number): void =>
        progress.update({ label: 'prune', done: rows, total, detail: `${rows} of ${total}` });
      await measured({ engine, nowMs }, 'prune', () => pruneTiers(engine, { horizons, onProgress })).finally(() => {
        progress.end();
      });
      const after = await readRetentionTotals(engine, horizons);
      const isDue = deleted > 0 || (await isCompactionPending(engine));
      const file = store.path === undefined || !isDue ? undefined : await finishCompaction(engine, store.path);
      const bytes = file === undefined ? null : { before: file.bytesBefore, after: file.bytesAfter };
      return { dryRun, deleted, tiers, tables, totals: proof(before, after), bytes };
    },
    ages: async () => readRetentionAges(await store.reader()),
  };
}

function isLog(table: string): boolean {
  return table === 'skill_event' || table === 'message_usage';
}

function tiersOf(ages: RetentionAges, horizons: RetentionHorizons): PruneResult['tiers'] {
  const [raw, hourly, daily] = retentionTiers.map((tier) => ({
    ageMs: ages[tier],
    before: horizons[tier] === 0 ? null : toTimestamp(horizons[tier]),
  }));
  return raw === undefined || hourly === undefined || daily === undefined ? null : { raw, hourly, daily };
}

function proof(before: RetentionTotals, after: RetentionTotals): PruneResult['totals'] {
  return { before, after, isUnchanged: JSON.stringify(before) === JSON.stringify(after) };
}
