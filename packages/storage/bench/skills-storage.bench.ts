// What a dashboard and a tool server ask, over and over, of a busy team's database: a million simulated calls of 200
// skills in 30 days. Reads are timed alone, medians of many. The durable store of one call stands beside a floor: one
// row inserted into one table and committed with a disk flush, by the same library, in the same directory, in turn.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { simulateWorld } from '@skills/simulation';
import {
  EventIngest,
  EventRepository,
  FunnelRepository,
  migrateDatabase,
  openNodeSqliteEngine,
  RelatedSkillsRepository,
  SkillRollupRepository,
  SkillsStorage,
  snapWindow,
} from '@skills/storage';

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    small: { type: 'boolean' },
    events: { type: 'string' },
    skills: { type: 'string', default: '200' },
    directory: { type: 'string', default: tmpdir() },
  },
});
const events = Number(values.events ?? (values.small === true ? 100_000 : 1_000_000));
const nowMs = Date.parse('2026-06-01T12:34:56Z');
const world = { seed: 1, nowMs, events, days: 30, users: 500, projects: 40, skills: Number(values.skills) };
const month = snapWindow({ sinceMs: nowMs - 30 * 86_400_000, untilMs: nowMs });
const halfDay = snapWindow({ sinceMs: nowMs - 12 * 3_600_000, untilMs: nowMs });

type Row = { readonly name: string; readonly milliseconds: number; readonly limit?: number; readonly runs: number };

function median(numbers: readonly number[]): number {
  return numbers.toSorted((left, right) => left - right)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

/** Median of `runs` after one that warms caches and prepares statements. */
async function measured(name: string, runs: number, work: () => Promise<unknown>): Promise<Row> {
  await work();
  const times: number[] = [];
  // oxlint-disable-next-line no-await-in-loop -- runs must not disturb each other
  for (let run = 0; run < runs; run += 1) times.push(await timed(work));
  return { name, milliseconds: median(times), runs };
}

/** Stores one call and commits one bare row, in turn, so that both meet the same disk. */
async function durableStore(storage: SkillsStorage, directory: string, runs: number): Promise<readonly Row[]> {
  const floor = new DatabaseSync(join(directory, 'floor.db'));
  floor.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE call (key INTEGER PRIMARY KEY, name TEXT)',
  );
  const insert = floor.prepare('INSERT INTO call (name) VALUES (?)');
  const stores: number[] = [];
  const floors: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const invokedAt = new Date(nowMs - run).toISOString();
    const call = { skillName: 'code-review', invokedAt, sessionId: 'bench', completed: true, durationSeconds: 1.5 };
    // oxlint-disable-next-line no-await-in-loop -- one call after the other is what is measured
    stores.push(await timed(async () => storage.storeInvocation(call)));
    // oxlint-disable-next-line no-await-in-loop
    floors.push(await timed(async () => insert.run(call.skillName)));
  }
  floor.close();
  const floorMs = median(floors);
  return [
    { name: 'floor: insert and commit of one bare row', milliseconds: floorMs, runs },
    { name: 'storeInvocation (limit: the floor + 1 ms)', milliseconds: median(stores), limit: floorMs + 1, runs },
  ];
}

async function exportAll(repository: EventRepository): Promise<number> {
  let count = 0;
  for await (const page of repository.events({ sinceMs: month.sinceMs, untilMs: month.untilMs })) count += page.length;
  return count;
}

async function measureAll(directory: string): Promise<readonly Row[]> {
  const engine = openNodeSqliteEngine({ url: join(directory, 'skills.db') });
  await migrateDatabase(engine);
  const pseudonymise = (userId: string): string => `pseudonym of ${userId}`;
  const now = (): number => nowMs;
  const ingest = new EventIngest({ engine, pseudonymise, now });
  for (const batch of simulateWorld(world, { eventsOnly: true, batchSize: 50_000 })) {
    // oxlint-disable-next-line no-await-in-loop -- batch by batch
    await ingest.ingest(batch);
  }
  const storage = new SkillsStorage({ engine, ingest, pseudonymise, now });
  const rollups = new SkillRollupRepository({ engine });
  const funnels = new FunnelRepository({ engine });
  const related = new RelatedSkillsRepository({ engine });
  const [mostUsed] = await rollups.skillCounts(month, { limit: 1 });
  const [user] = await engine.all('SELECT pseudonym FROM app_user LIMIT 1');
  const rows: Row[] = [
    {
      ...(await measured('getRealTimeMetrics, last hour', 50, async () => storage.getRealTimeMetrics())),
      limit: 5,
    },
    {
      ...(await measured('getRealTimeMetrics, last 6 hours', 50, async () =>
        storage.getRealTimeMetrics({ timeWindowHours: 6 }),
      )),
      limit: 5,
    },
    {
      ...(await measured('aggregateHourlyMetrics, all skills, 24 h', 50, async () => storage.aggregateHourlyMetrics())),
      limit: 10,
    },
    {
      ...(await measured('aggregateHourlyMetrics, one skill, 24 h', 50, async () =>
        storage.aggregateHourlyMetrics({ skillName: 'Bash' }),
      )),
      limit: 10,
    },
    {
      ...(await measured('top 20 of 30 days with quantiles', 50, async () => {
        const top = await rollups.skillCounts(month, { limit: 20 });
        await rollups.durationQuantiles(month, top);
      })),
      limit: 10,
    },
    await measured('counts of all skills, 30 days', 20, async () => rollups.skillCounts(month)),
    await measured('totals, 12 hours', 20, async () => rollups.totals(halfDay)),
    await measured('totals, 30 days', 20, async () => rollups.totals(month)),
    await measured('funnel of all skills, 30 days', 3, async () => funnels.funnel(month)),
    await measured('offered and never used, 30 days', 5, async () => funnels.offeredNeverUsed(month)),
    await measured('skills related to the most used', 5, async () =>
      related.relatedSkills(month, { skillName: mostUsed?.skillName ?? '', kind: mostUsed?.kind ?? 'skill' }),
    ),
    await measured('detectAnomalies', 20, async () => storage.detectAnomalies()),
    await measured('getTopSkills(10)', 5, async () => storage.getTopSkills()),
    await measured('getSimilarUsers', 5, async () => storage.getSimilarUsers(String(user?.[0]))),
    await measured('updateSkillDependencies', 3, async () => storage.updateSkillDependencies()),
    await measured('updateCommunityBaselines', 3, async () => storage.updateCommunityBaselines()),
    await measured('getWorkflowPhaseTransitions', 3, async () => storage.getWorkflowPhaseTransitions()),
    await measured('export of every event', 1, async () => exportAll(new EventRepository({ engine }))),
    ...(await durableStore(storage, directory, 200)),
  ];
  await engine.close();
  return rows;
}

const directory = mkdtempSync(join(values.directory, 'skills-bench-'));
try {
  const rows = await measureAll(directory);
  for (const { name, milliseconds, limit } of rows) {
    const verdict = limit === undefined ? '' : `limit ${limit.toFixed(2)}${milliseconds <= limit ? '' : ', MISSED'}`;
    process.stdout.write(`${name.padEnd(44)}${milliseconds.toFixed(2).padStart(10)} ms  ${verdict}\n`);
  }
  if (values.json !== undefined) {
    writeFileSync(values.json, JSON.stringify({ bench: 'skills-storage', world, results: rows }, null, 2));
  }
} finally {
  rmSync(directory, { recursive: true, force: true });
}
