// Aggregation across projects at the sizes of the predecessor's design: 10 projects of 1,000 calls, 50 of 10,000, 100 of
// 100,000, over a year. A page that shows projects asks the queries; the first aggregation counts everything, later ones
// what changed. The peer of a query is the predecessor's: the same answer from the calls themselves. The floor of the
// aggregation is one look at every call. `--small` leaves the last size out.
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { SkillInvocation } from '@skills/schema';
import { SkillMetricsAggregator } from '@skills/services';
import {
  EventIngest,
  migrateDatabase,
  openNodeSqliteEngine,
  SkillAggregateRepository,
  type SqlEngine,
} from '@skills/storage';
import { type AggregationScale, aggregationScales, fillLog } from './aggregation-world.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    small: { type: 'boolean' },
    runs: { type: 'string', default: '21' },
    directory: { type: 'string', default: tmpdir() },
  },
});
const nowMs = Date.parse('2026-06-30T12:00:00Z');
const runs = Number(values.runs);
const newCalls = 1_000;
const limits = { queryMs: 20, fullSeconds: 30, incrementalMs: 100 } as const;

type Figure = { readonly name: string; readonly ms: number; readonly limitMs?: number | undefined };

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

async function median(work: () => Promise<unknown>, times: number): Promise<number> {
  await work();
  const taken: number[] = [];
  for (let run = 0; run < times; run += 1) {
    // oxlint-disable-next-line no-await-in-loop -- runs must not disturb each other
    taken.push(await timed(work));
  }
  return taken.toSorted((a, b) => a - b)[Math.floor(times / 2)] ?? 0;
}

/** A thousand calls of the last hours in every project. */
function laterCalls(round: number, projects: number): readonly SkillInvocation[] {
  return Array.from({ length: newCalls }, (_, index) => ({
    callId: `later ${round} ${index}`,
    source: 'bench',
    kind: 'skill',
    skillName: `skill-${index % 60}`,
    invokedAtMs: nowMs - 7_200_000 + index * 3_000 + round,
    completed: index % 5 !== 0,
    durationSeconds: (index % 50) / 10,
    sessionId: `later ${round}`,
    projectId: `project-${index % projects}`,
    workflowPhase: 'execution',
    model: 'opus',
  }));
}

async function measure(engine: SqlEngine, scale: AggregationScale): Promise<readonly Figure[]> {
  const source = new SkillAggregateRepository({ engine });
  const periodAt = (): { readonly sinceMs: number; readonly untilMs: number } => ({ sinceMs: 0, untilMs: nowMs });
  const aggregator = new SkillMetricsAggregator({ source, periodAt, now: () => nowMs });
  const ingest = new EventIngest({ engine, pseudonymise: (id) => id, now: () => nowMs });
  const floor = await timed(() => engine.all('SELECT sum(skill_id + coalesce(project_id, 0)) FROM skill_event'));
  const full = await timed(() => source.refresh({ nowMs, force: true }));
  const incremental: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await ingest.ingest({
      invocations: laterCalls(round, scale.projects),
      completions: [],
      usages: [],
      offers: [],
      sessions: [],
      projects: [],
      quarantined: [],
    });
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    incremental.push(await timed(() => source.refresh({ nowMs, force: false })));
  }
  const skillName = 'skill-21';
  const queries: Readonly<Record<string, () => Promise<unknown>>> = {
    'top skills, all time': () => aggregator.getTopSkills(),
    'top skills of a project, monthly': () =>
      aggregator.getTopSkills({ projectId: 'project-3', timeWindow: 'monthly', minSuccessRate: 0.5 }),
    'top skills, daily': () => aggregator.getTopSkills({ timeWindow: 'daily' }),
    'effectiveness of a skill': () => aggregator.getSkillEffectiveness(skillName),
    'effectiveness in a project, weekly': () =>
      aggregator.getSkillEffectiveness(skillName, { projectId: 'project-3', timeWindow: 'weekly' }),
    'comparison of a skill across projects': () => aggregator.getCrossProjectComparison(skillName),
    summary: () => aggregator.getSkillSummary(),
    recommendations: () => aggregator.getRecommendations(),
    freshness: () => aggregator.freshness(),
  };
  const figures: Figure[] = [
    { name: 'floor: one look at every call', ms: floor },
    { name: 'aggregation of everything', ms: full, limitMs: limits.fullSeconds * 1000 },
    {
      name: `aggregation after ${newCalls} new calls`,
      ms: incremental.toSorted((a, b) => a - b)[2] ?? 0,
      limitMs: limits.incrementalMs,
    },
  ];
  for (const [name, query] of Object.entries(queries)) {
    // oxlint-disable-next-line no-await-in-loop -- runs must not disturb each other
    figures.push({ name, ms: await median(query, runs), limitMs: limits.queryMs });
  }
  const comparison = `SELECT project_id, count(*), avg(success), avg(duration_ms) FROM skill_usage
    WHERE skill_name = '${skillName}' GROUP BY project_id`;
  const top = `SELECT skill_name, count(*), sum(success), avg(success) FROM skill_usage GROUP BY skill_name
    ORDER BY 2 DESC LIMIT 10`;
  figures.push(
    { name: 'peer: comparison from the calls', ms: await timed(() => engine.all(comparison)) },
    { name: 'peer: top skills from the calls', ms: await timed(() => engine.all(top)) },
  );
  return figures;
}

const reports: Record<string, unknown>[] = [];
let missed = 0;
for (const scale of aggregationScales) {
  if (values.small === true && scale.name === 'large') continue;
  const directory = mkdtempSync(join(values.directory, 'skills-bench-'));
  try {
    const path = join(directory, 'skills.db');
    const engine = openNodeSqliteEngine({ url: path });
    // oxlint-disable-next-line no-await-in-loop -- one size after the other
    await migrateDatabase(engine);
    // oxlint-disable-next-line no-await-in-loop -- one size after the other
    const made = await timed(() => fillLog(engine, scale, nowMs));
    // oxlint-disable-next-line no-await-in-loop -- one size after the other
    const figures = await measure(engine, scale);
    // oxlint-disable-next-line no-await-in-loop -- one size after the other
    const [[rows] = []] = await engine.all('SELECT count(*) FROM skill_aggregate');
    // oxlint-disable-next-line no-await-in-loop -- one size after the other
    await engine.close();
    process.stdout.write(
      `\n${scale.name}: ${scale.projects} projects x ${scale.callsPerProject} calls, made in ${(made / 1000).toFixed(1)} s, ${String(rows)} aggregates, ${(statSync(path).size / 1e6).toFixed(0)} MB\n`,
    );
    for (const { name, ms, limitMs } of figures) {
      const isMissed = limitMs !== undefined && ms > limitMs;
      if (isMissed) missed += 1;
      const verdict = limitMs === undefined ? '' : `  limit ${limitMs} ms${isMissed ? ', MISSED' : ''}`;
      process.stdout.write(`  ${name.padEnd(42)}${ms.toFixed(2).padStart(12)} ms${verdict}\n`);
    }
    reports.push({ scale, made, rows, figures });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
if (values.json !== undefined) {
  writeFileSync(values.json, JSON.stringify({ bench: 'aggregation', limits, missed, reports }, null, 2));
}
