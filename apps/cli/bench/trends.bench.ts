// Trends of all skills over 90 days, as a dashboard asks for them every minute: 100 skills, 200,000 simulated calls in a
// file. The floor is the bare query for the same rows, by the same library from the same file, in turn. The peer is what
// the predecessor does: one query per skill over its calls.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { trendMetrics } from '@skills/schema';
import { TimeSeriesAnalyzer } from '@skills/services';
import { simulateWorld } from '@skills/simulation';
import {
  EventIngest,
  migrateDatabase,
  openNodeSqliteEngine,
  SkillRollupRepository,
  TrendRepository,
} from '@skills/storage';

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    small: { type: 'boolean' },
    runs: { type: 'string', default: '41' },
    directory: { type: 'string', default: tmpdir() },
  },
});
const dayMs = 86_400_000;
const nowMs = Date.parse('2026-06-01T12:00:00Z');
const windowDays = 90;
const limitMs = 50;
const skills = 100;
const events = values.small === true ? 50_000 : 200_000;
const world = { seed: 1, nowMs, events, days: 120, users: 200, projects: 20, skills };

type Row = { readonly name: string; readonly firstMs: number; readonly medianMs: number; readonly worstMs: number };

type Work = { readonly name: string; readonly run: () => Promise<unknown> };

/** In turn, so that every work meets the same moments of the machine. */
async function measured(works: readonly Work[], runs: number): Promise<readonly Row[]> {
  const times = works.map((): number[] => []);
  for (let run = 0; run < runs; run += 1) {
    for (const [index, work] of works.entries()) {
      const startedMs = performance.now();
      // oxlint-disable-next-line no-await-in-loop -- runs must not disturb each other
      await work.run();
      times[index]?.push(performance.now() - startedMs);
    }
  }
  return works.map(({ name }, index) => {
    const [firstMs = 0, ...others] = times[index] ?? [];
    const sorted = others.toSorted((a, b) => a - b);
    return { name, firstMs, medianMs: sorted[Math.floor(sorted.length / 2)] ?? 0, worstMs: sorted.at(-1) ?? 0 };
  });
}

const directory = mkdtempSync(join(values.directory, 'skills-bench-'));
try {
  const url = join(directory, 'skills.db');
  const engine = openNodeSqliteEngine({ url });
  await migrateDatabase(engine);
  const ingest = new EventIngest({ engine, pseudonymise: (userId) => `pseudonym of ${userId}`, now: () => nowMs });
  for (const batch of simulateWorld(world, { eventsOnly: true, batchSize: 20_000 })) {
    // oxlint-disable-next-line no-await-in-loop -- batch by batch
    await ingest.ingest(batch);
  }
  const analyzer = new TimeSeriesAnalyzer({
    trends: new TrendRepository({ engine }),
    rollups: new SkillRollupRepository({ engine }),
    now: () => nowMs,
  });
  const bare = new DatabaseSync(url, { readOnly: true });
  const select = bare.prepare(`
    SELECT s.name, s.kind, r.day, r.invocations, r.completed, r.failed, r.duration_count, r.duration_us_sum,
      r.duration_seconds_sum_sq
    FROM skill AS s CROSS JOIN skill_rollup_day AS r
    WHERE r.project_id = 0 AND r.skill_id = s.skill_id AND r.day >= ? AND r.day < ?`);
  select.setReturnArrays(true);
  const untilDay = Math.ceil(nowMs / dayMs);
  const rows = select.all(untilDay - windowDays - 1, untilDay).length;
  const perSkill = bare.prepare(`
    SELECT (event_key >> 21) / ${dayMs} AS day, avg(completed), count(*)
    FROM skill_event WHERE skill_id = ? AND event_key >= ? GROUP BY 1`);
  const skillIds = bare.prepare('SELECT skill_id FROM skill').all();
  const sinceKey = BigInt(nowMs - windowDays * dayMs) << 21n;
  const figures = await measured(
    [
      {
        name: 'floor: bare query for the same rows',
        run: async () => select.all(untilDay - windowDays - 1, untilDay),
      },
      ...trendMetrics.map((metric) => ({
        name: `trends of all skills, ${metric}`,
        run: () => analyzer.getMultiSkillTrends({ metric, windowDays }),
      })),
      {
        name: 'trend of one skill, with changes and profile',
        run: () => analyzer.detectTrend('Bash', { windowDays }),
      },
      {
        name: 'peer: a query per skill over its calls, nothing computed',
        run: async () => skillIds.map((row) => perSkill.all(Number(row['skill_id']), sinceKey)),
      },
    ],
    Number(values.runs),
  );
  bare.close();
  await engine.close();
  const floorMs = figures[0]?.medianMs ?? Number.NaN;
  process.stdout.write(`${skills} skills, ${windowDays} days, ${rows} rows, ${events} calls\n\n`);
  process.stdout.write(`${''.padEnd(58)}median      first      worst   x floor\n`);
  for (const { name, medianMs, firstMs, worstMs } of figures) {
    const times = [medianMs, firstMs, worstMs].map((ms) => `${ms.toFixed(2)} ms`.padStart(11)).join('');
    const verdict = name.startsWith('trends') ? `  limit ${limitMs}${medianMs <= limitMs ? '' : ', MISSED'}` : '';
    process.stdout.write(`${name.padEnd(54)}${times}${(medianMs / floorMs).toFixed(1).padStart(8)}${verdict}\n`);
  }
  if (values.json !== undefined) {
    const report = { bench: 'trends', world, rows, limitMs, results: figures };
    writeFileSync(values.json, JSON.stringify(report, null, 2));
  }
} finally {
  rmSync(directory, { recursive: true, force: true });
}
