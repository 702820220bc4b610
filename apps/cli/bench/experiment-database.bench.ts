// An experiment of 100,000 outcomes as `skills ab analyze` does it: reading its users from a database file and analysing
// four metrics. Outcomes handed in, and outcomes taken from the log of events. Peer in the same run: the predecessor's
// way on the same file, which reads every outcome and tests one metric.
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { ABTestConfig, SkillInvocation } from '@skills/schema';
import { ABTestFramework } from '@skills/services';
import type { SqlEngine } from '@skills/storage';
import {
  EventIngest,
  ExperimentEventRepository,
  ExperimentRepository,
  ExperimentUnitRepository,
  migrateDatabase,
  openNodeSqliteEngine,
} from '@skills/storage';

const { values } = parseArgs({ options: { json: { type: 'string' }, small: { type: 'boolean' } } });
const outcomes = values.small === true ? 10_000 : 100_000;
const rounds = values.small === true ? 5 : 15;
const budgetMs = 100;
const nowMs = Date.UTC(2026, 1, 10);
const folder = mkdtempSync(join(tmpdir(), 'skills-experiment-'));

type Speed = {
  readonly name: string;
  readonly oursMs: number;
  readonly peerMs: number | null;
  readonly ratio: number | null;
};

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

/** Looks like the pseudonym of a user, and is made faster. */
function pseudonym(user: string): string {
  return user.startsWith('u_') ? user : `u_${createHash('sha256').update(user).digest('base64url').slice(0, 22)}`;
}

/** Numbers in [0, 1) that repeat themselves with the run (Park and Miller). */
function sequence(): () => number {
  let state = 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

function frameworkOn(engine: SqlEngine): ABTestFramework {
  return new ABTestFramework({
    experiments: new ExperimentRepository({ engine }),
    units: new ExperimentUnitRepository({ engine }),
    events: new ExperimentEventRepository({ engine }),
    identity: { storedId: pseudonym, printedId: (storedId) => storedId },
    now: () => nowMs,
  });
}

const config: ABTestConfig = {
  testName: 'bench',
  controlStrategy: 'long',
  treatmentStrategy: 'short',
  startDate: '2026-01-01T00:00:00Z',
  metrics: ['completion_rate', 'duration_seconds', 'user_rating', 'invocation_count'],
};

/** Analyses over and over, turn by turn with the peer. */
async function timed(name: string, analyze: () => Promise<unknown>, peer?: () => Promise<unknown>): Promise<Speed> {
  const turns: { readonly oursMs: number; readonly peerMs: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const startedMs = performance.now();
    // oxlint-disable-next-line no-await-in-loop -- one at a time, or they would share the processor
    await analyze();
    const middleMs = performance.now();
    // oxlint-disable-next-line no-await-in-loop
    await peer?.();
    turns.push({ oursMs: middleMs - startedMs, peerMs: performance.now() - middleMs });
  }
  return {
    name,
    oursMs: median(turns.map(({ oursMs }) => oursMs)),
    peerMs: peer === undefined ? null : median(turns.map(({ peerMs }) => peerMs)),
    ratio: peer === undefined ? null : median(turns.map(({ oursMs, peerMs }) => oursMs / peerMs)),
  };
}

/** What the predecessor reads, and its test of completion per outcome. */
async function predecessor(engine: SqlEngine): Promise<number> {
  const rows = await engine.all(
    `SELECT a.group_name, o.completed, o.duration_seconds, o.user_rating FROM ab_test_outcomes AS o
     JOIN ab_test_assignments AS a ON a.test_id = o.test_id AND a.user_id = o.user_id WHERE o.test_id = 1`,
  );
  const completed = (group: string): number[] => rows.flatMap((row) => (row[0] === group ? [Number(row[1])] : []));
  const moments = (sample: readonly number[]): { readonly mean: number; readonly error: number } => {
    const mean = sample.reduce((sum, value) => sum + value, 0) / sample.length;
    const squares = sample.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    return { mean, error: squares / (sample.length - 1) / sample.length };
  };
  const [control, treatment] = [moments(completed('control')), moments(completed('treatment'))];
  return (treatment.mean - control.mean) / Math.sqrt(control.error + treatment.error);
}

async function recorded(users: number): Promise<Speed> {
  const random = sequence();
  const engine = openNodeSqliteEngine({ url: `file:${join(folder, `recorded-${users}.db`)}` });
  await migrateDatabase(engine, { now: () => nowMs });
  const framework = frameworkOn(engine);
  await framework.createTest(config);
  const userIds = Array.from({ length: users }, (_, index) => `user${index}`);
  await framework.assignUsers('bench', userIds);
  await framework.recordOutcomes(
    'bench',
    Array.from({ length: outcomes }, (_, index) => ({
      userId: userIds[index % users] ?? '',
      skillName: 'review',
      completed: random() < 0.7,
      durationSeconds: random() * 8,
      userRating: 1 + Math.floor(random() * 5),
    })),
  );
  const speed = await timed(
    `${outcomes} recorded, ${users} users`,
    () => framework.analyzeResults('bench'),
    () => predecessor(engine),
  );
  await engine.close();
  return speed;
}

async function logged(users: number): Promise<Speed> {
  const random = sequence();
  const engine = openNodeSqliteEngine({ url: `file:${join(folder, `logged-${users}.db`)}` });
  await migrateDatabase(engine, { now: () => nowMs });
  const ingest = new EventIngest({ engine, pseudonymise: pseudonym, now: () => nowMs });
  const startMs = Date.UTC(2026, 0, 2);
  const invocations = Array.from({ length: outcomes }, (_, index): SkillInvocation => {
    const user = index % users;
    return {
      callId: `call-${index}`,
      source: 'bench',
      kind: 'skill',
      skillName: 'review',
      sessionId: `session-${user}`,
      userId: `user${user}`,
      invokedAtMs: startMs + Math.floor(random() * 30 * 86_400_000),
      completed: random() < 0.7,
      durationSeconds: random() * 8,
      rating: 1 + Math.floor(random() * 5),
    };
  });
  await ingest.ingest({
    invocations,
    completions: [],
    usages: [],
    offers: [],
    sessions: [],
    projects: [],
    quarantined: [],
  });
  const framework = frameworkOn(engine);
  const early = new ABTestFramework({
    experiments: new ExperimentRepository({ engine }),
    units: new ExperimentUnitRepository({ engine }),
    events: new ExperimentEventRepository({ engine }),
    identity: { storedId: pseudonym, printedId: (storedId) => storedId },
    now: () => Date.UTC(2026, 0, 1, 1),
  });
  await early.createTest({ ...config, skillName: 'review', prePeriodDays: 0 });
  await early.assignUsers(
    'bench',
    Array.from({ length: users }, (_, index) => `user${index}`),
  );
  const speed = await timed(`${outcomes} of the log, ${users} users`, () => framework.analyzeResults('bench'));
  await engine.close();
  return speed;
}

const speeds = [await recorded(outcomes / 20), await recorded(outcomes), await logged(outcomes / 20)];
rmSync(folder, { recursive: true });

process.stdout.write(`reading and analysing 4 metrics, median of ${rounds}; aim for ours: below ${budgetMs} ms\n`);
for (const { name, oursMs, peerMs, ratio } of speeds) {
  const peer =
    peerMs === null ? '' : `   predecessor's way ${peerMs.toFixed(1).padStart(6)} ms   ratio ${ratio?.toFixed(2)}`;
  process.stdout.write(`${name.padEnd(34)}ours ${oursMs.toFixed(1).padStart(6)} ms${peer}\n`);
}
if (values.json !== undefined) {
  writeFileSync(values.json, `${JSON.stringify({ budgetMs, rounds, outcomes, speeds }, null, 2)}\n`);
}
