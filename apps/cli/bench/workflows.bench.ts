// Workflows, versions and insights over a simulated year of a team, read from a file: what a hook waits for at the start
// and the end of a session, and what a person waits for. Beside each the bare read of the rows that it is made from.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  SessionInsights,
  SessionReport,
  SkillRanking,
  SkillVersions,
  WorkflowExecutions,
  WorkflowOptimiser,
} from '@skills/services';
import type { RunSource } from '@skills/services';
import { simulateWorld, worldOfScale } from '@skills/simulation';
import {
  EventIngest,
  migrateDatabase,
  openNodeSqliteEngine,
  refreshWorkflowRuns,
  SessionRepository,
  SkillRollupRepository,
  SkillVersionRepository,
  UsualSessionRepository,
  WorkflowExecutionRepository,
  WorkflowLogRepository,
} from '@skills/storage';

const { values } = parseArgs({ options: { json: { type: 'string' }, small: { type: 'boolean' } } });
const nowMs = Date.UTC(2026, 1, 10, 12);
const dayMs = 86_400_000;
const rounds = values.small === true ? 3 : 9;
const folder = mkdtempSync(join(tmpdir(), 'skills-workflows-'));
const engine = openNodeSqliteEngine({ url: `file:${join(folder, 'log.db')}` });
await migrateDatabase(engine, { now: () => nowMs });
const ingest = new EventIngest({ engine, pseudonymise: (user) => user, now: () => nowMs });
let events = 0;
const options = worldOfScale(values.small === true ? 'medium' : 'large', { seed: 1, nowMs });
for (const batch of simulateWorld(options, { eventsOnly: true })) {
  // oxlint-disable-next-line no-await-in-loop -- batches are written in their order
  await ingest.ingest(batch);
  events += batch.invocations.length;
}

const now = (): number => nowMs;
const untilMs = Math.ceil(nowMs / dayMs) * dayMs;
const window = { sinceMs: untilMs - 30 * dayMs, untilMs, bucket: 'day' } as const;
const recorded = new WorkflowExecutionRepository({ engine });
const log = new WorkflowLogRepository({ engine });
const runs: RunSource = {
  executions: (asked) => recorded.executions(asked),
  runs: async (asked, selection) => {
    await refreshWorkflowRuns(engine);
    return log.runs(asked, selection);
  },
};
const units = new SkillVersionRepository({ engine });
const none = { all: async () => [], stored: async () => [] };
const executions = new WorkflowExecutions({ runs, now });
const optimiser = new WorkflowOptimiser({ runs, projects: log, now });
const versions = new SkillVersions({ units, runs, baselines: none, imported: none, shared: none, now });
const sessions = new SessionReport({ sessions: new SessionRepository({ engine }) });
const ranking = new SkillRanking({ rollups: new SkillRollupRepository({ engine }) });
const usual = new UsualSessionRepository({ engine });
const insights = new SessionInsights({ ranking, sessions, usual, now });

const keys = [BigInt(window.sinceMs) << 21n, BigInt(window.untilMs) << 21n] as const;
const bareScan = (): Promise<unknown> =>
  engine.all('SELECT count(*), sum(completed) FROM skill_event WHERE event_key >= ?1 AND event_key < ?2', [...keys]);
const bareDays = (): Promise<unknown> =>
  engine.all('SELECT count(*), sum(completed) FROM skill_rollup_day WHERE project_id = 0');

const measured = [
  { what: 'workflows list', work: () => executions.list({ window, limit: 20 }), floor: bareScan },
  { what: 'workflows suggest', work: () => optimiser.suggest({ window, workflowName: 'feature' }), floor: bareScan },
  { what: 'versions', work: () => versions.versions({ window }), floor: bareScan },
  { what: 'insights start', work: () => insights.start(), floor: bareDays },
  { what: 'insights checkpoint', work: () => insights.checkpoint({}), floor: bareDays },
  { what: 'insights end', work: () => insights.end({}), floor: bareDays },
];
const rows = [];
for (const { what, work, floor } of measured) {
  // oxlint-disable-next-line no-await-in-loop -- one after the other, or they would measure each other
  rows.push({ what, milliseconds: await medianMs(work), floorMilliseconds: await medianMs(floor) });
}
process.stdout.write(`${events} events; medians of ${rounds}\n\n`);
for (const { what, milliseconds, floorMilliseconds } of rows) {
  const floor = `bare read ${floorMilliseconds.toFixed(1).padStart(6)} ms`;
  process.stdout.write(`${what.padEnd(22)}${milliseconds.toFixed(1).padStart(8)} ms   ${floor}\n`);
}
if (values.json !== undefined) writeFileSync(values.json, JSON.stringify({ events, rounds, rows }, null, 2));
await engine.close();
rmSync(folder, { recursive: true });

async function medianMs(work: () => Promise<unknown>): Promise<number> {
  const taken: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    // oxlint-disable-next-line no-await-in-loop -- rounds are measured one by one
    await work();
    taken.push(performance.now() - start);
  }
  return taken.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN;
}
