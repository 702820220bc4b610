// A database of a large team that keeps a third of its log: two thirds of the calls leave it, their counts are sealed, and the
// file is written anew. Floor: deleting the same rows of the same tables in the same steps in a copy of the file, without
// keeping anything of them.
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { simulateWorld, worldOfScale } from '@skills/simulation';
import {
  compactDatabaseFile,
  EventIngest,
  migrateDatabase,
  openNodeSqliteEngine,
  pruneTiers,
  readRetentionTotals,
  rebuildRollups,
} from '@skills/storage';

const { values } = parseArgs({ options: { json: { type: 'string' }, small: { type: 'boolean' } } });
const isSmall = values.small === true;
const events = isSmall ? 50_000 : 1_000_000;
const nowMs = Date.parse('2026-06-01T12:00:00Z');
const dayMs = 86_400_000;
const world = { ...worldOfScale('large', { seed: 1, nowMs }), events, days: 90, projects: 50, skills: 100 };
const horizons = { raw: nowMs - 30 * dayMs, hourly: nowMs - 60 * dayMs, daily: 0 };

const folder = mkdtempSync(join(tmpdir(), 'skills-prune-'));
const path = join(folder, 'skills.db');
const floorPath = join(folder, 'floor.db');

async function filled(): Promise<void> {
  const engine = openNodeSqliteEngine({ url: path });
  await migrateDatabase(engine, { now: () => nowMs });
  const ingest = new EventIngest({ engine, pseudonymise: (id) => `pseudonym of ${id}`, now: () => nowMs });
  await ingest.ingestAll(simulateWorld(world, { eventsOnly: true, batchSize: 10_000 }));
  await engine.close();
  copyFileSync(path, floorPath);
}

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

async function floor(): Promise<number> {
  const engine = openNodeSqliteEngine({ url: floorPath });
  await engine.transaction((transaction) => transaction.script('DROP TRIGGER trg_aggregate_after_delete'));
  const endKey = BigInt(horizons.raw) << 21n;
  const seconds = await timed(async () => {
    for (let deleted = 1; deleted > 0;) {
      // oxlint-disable-next-line no-await-in-loop -- one transaction after the other
      deleted = await engine.transaction(async (transaction) => {
        const first = `SELECT event_key FROM skill_event WHERE event_key < ?1 ORDER BY event_key LIMIT 50000`;
        await transaction.run(`DELETE FROM event_identity WHERE event_key IN (${first})`, [endKey]);
        return transaction.run(`DELETE FROM skill_event WHERE event_key IN (${first})`, [endKey]);
      });
    }
  });
  await engine.close();
  return seconds;
}

try {
  await filled();
  const engine = openNodeSqliteEngine({ url: path });
  const before = JSON.stringify(await readRetentionTotals(engine, horizons));
  let calls = 0;
  const pruneSeconds = await timed(async () => {
    ({ calls } = await pruneTiers(engine, { horizons }));
  });
  if (JSON.stringify(await readRetentionTotals(engine, horizons)) !== before)
    throw new Error('the totals have changed');
  const rebuildSeconds = await timed(() => engine.transaction((transaction) => rebuildRollups(transaction)));
  if (JSON.stringify(await readRetentionTotals(engine, horizons)) !== before)
    throw new Error('the rebuild lost history');
  await engine.close();
  let bytes = { bytesBefore: 0, bytesAfter: 0 };
  const compactSeconds = await timed(() => {
    bytes = compactDatabaseFile(path);
    return Promise.resolve();
  });
  const floorSeconds = await floor();
  const row = {
    calls,
    pruneSeconds,
    callsPerSecond: calls / pruneSeconds,
    floorSeconds,
    ratio: pruneSeconds / floorSeconds,
    compactSeconds,
    rebuildSeconds,
    megabytesBefore: bytes.bytesBefore / 1e6,
    megabytesAfter: bytes.bytesAfter / 1e6,
  };
  process.stdout.write(`${JSON.stringify(row, undefined, 2)}\n`);
  if (values.json !== undefined) writeFileSync(values.json, JSON.stringify({ isSmall, ...row }, undefined, 2));
} finally {
  rmSync(folder, { recursive: true });
}
