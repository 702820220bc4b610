// Agents, capacity and advice over a log of the seed's "large" density (100 skills, 333,000 calls a day with `--full`:
// ten million calls in 30 days), read as the commands read them; beside it a bare read of as many calls.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CapacityAnalyzer } from '@skills/services';
import { simulateWorld, worldOfScale } from '@skills/simulation';
import {
  CapacityRepository,
  EventIngest,
  migrateDatabase,
  openNodeSqliteWorkerEngine,
  SkillRollupRepository,
} from '@skills/storage';

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    small: { type: 'boolean' },
    full: { type: 'boolean' },
    runs: { type: 'string', default: '21' },
    directory: { type: 'string', default: tmpdir() },
  },
});
const hourMs = 3_600_000;
const nowMs = Date.parse('2026-06-01T12:20:00Z');
const events = values.full === true ? 10_000_000 : values.small === true ? 100_000 : 1_000_000;
const days = 30;
const limitMs = 20;

function printLine(text: string): void {
  process.stdout.write(`${text}\n`);
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((left, right) => left - right)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

type Timing = { readonly name: string; readonly milliseconds: number; readonly withinLimit?: boolean };

async function timings(): Promise<readonly Timing[]> {
  const directory = mkdtempSync(join(values.directory, 'skills-bench-'));
  const engine = await openNodeSqliteWorkerEngine({ url: join(directory, 'skills.db') });
  try {
    await migrateDatabase(engine, { now: Date.now });
    const ingest = new EventIngest({ engine, pseudonymise: (userId) => `pseudonym of ${userId}`, now: Date.now });
    const world = { ...worldOfScale('large', { seed: 1, nowMs }), events, days, projects: 50, skills: 100 };
    await ingest.ingestAll(simulateWorld(world, { eventsOnly: true, batchSize: 10_000 }));
    const sources = { log: new CapacityRepository({ engine }), durations: new SkillRollupRepository({ engine }) };
    const analyzer = new CapacityAnalyzer(sources);
    const works: Readonly<Record<string, () => Promise<unknown>>> = {
      agents: () => analyzer.agentsStatus({ nowMs }),
      // A new one each time knows no hours yet.
      'capacity, first ask': () => new CapacityAnalyzer(sources).predictiveCapacity({ nowMs }),
      'capacity, again within a minute': () => analyzer.predictiveCapacity({ nowMs }),
      advice: () => analyzer.advice({ task: 'unit-test', sinceMs: nowMs - 30 * 24 * hourMs, nowMs }),
      'bare read of the newest 10,000 calls': () =>
        engine.all(
          'SELECT event_key, duration_seconds, completed FROM skill_event ORDER BY event_key DESC LIMIT 10000',
        ),
    };
    const times = new Map(Object.keys(works).map((name) => [name, [] as number[]]));
    for (let run = -2; run < Number(values.runs); run += 1) {
      for (const [name, work] of Object.entries(works)) {
        const startedMs = performance.now();
        // oxlint-disable-next-line no-await-in-loop -- runs must not disturb each other
        await work();
        if (run >= 0) times.get(name)?.push(performance.now() - startedMs);
      }
    }
    return [...times].map(([name, ofName]) => {
      const milliseconds = median(ofName);
      return name.startsWith('bare')
        ? { name, milliseconds }
        : { name, milliseconds, withinLimit: milliseconds < limitMs };
    });
  } finally {
    await engine.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

function printTable(rows: readonly Readonly<Record<string, number | string | boolean | undefined>>[]): void {
  const keys = Object.keys(rows[0] ?? {});
  const text = (value: number | string | boolean = ''): string =>
    typeof value === 'number' ? String(Math.round(value * 1e4) / 1e4) : String(value);
  const widths = keys.map((key) => Math.max(key.length, ...rows.map((row) => text(row[key]).length)));
  printLine(keys.map((key, at) => key.padEnd(widths[at] ?? 0)).join('  '));
  for (const row of rows) printLine(keys.map((key, at) => text(row[key]).padEnd(widths[at] ?? 0)).join('  '));
  printLine('');
}

const measured = await timings();
printLine(`${events} calls in ${days} days, median of ${values.runs} runs, limit ${limitMs} ms`);
printTable(measured.map((timing) => ({ ...timing })));
if (values.json !== undefined) {
  writeFileSync(values.json, `${JSON.stringify({ events, days, timings: measured }, null, 2)}\n`);
}
