// What a team of ten thousand users asks: 1,000 skills, 12 draws each by Zipf's law. Floors and peers in the same run: an
// empty process, the self-join of SQL, and SQL that groups the log.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { CollaborativeFilteringEngine } from '@skills/services';
import {
  BaselineRepository,
  EventIngest,
  EventSegments,
  ImportedBaselineRepository,
  InteractionRepository,
  loadIdentityKey,
  LogVersion,
  migrateDatabase,
  openNodeSqliteEngine,
  pseudonymise,
  purposeIdentity,
  RecommenderChoiceRepository,
  type SqlEngine,
} from '@skills/storage';
import { seededRandom } from '@skills/testing';
import { build } from 'rolldown';
import config from '../rolldown.config.ts';

const { values } = parseArgs({ options: { json: { type: 'string' }, small: { type: 'boolean' } } });
const users = values.small === true ? 2000 : 10_000;
const skills = 1000;
const drawsPerUser = 12;
const startMs = Date.UTC(2026, 0, 1);
const directory = mkdtempSync(join(tmpdir(), 'skills-bench-'));
const url = join(directory, 'skills.db');
const bundle = join(directory, 'dist/skills.js');

async function fill(): Promise<void> {
  const engine = openNodeSqliteEngine({ url });
  await migrateDatabase(engine, { now: Date.now });
  const key = loadIdentityKey(`file:${url}`, {});
  const ingest = new EventIngest({
    engine,
    pseudonymise: (id) => pseudonymise(id, { key, purpose: 'user' }),
    now: Date.now,
  });
  await ingest.ingestAll(batches());
  await new EventSegments({ engine }).refresh(engine);
  await engine.close();
}

function* batches(): Generator<Parameters<EventIngest['ingest']>[0], void, void> {
  const random = seededRandom(1);
  let total = 0;
  const below = Float64Array.from({ length: skills }, (_, skill) => (total += 1 / (skill + 1)));
  const empty = { completions: [], usages: [], offers: [], sessions: [], projects: [], quarantined: [] };
  for (let first = 0; first < users; first += 500) {
    const invocations = Array.from({ length: 500 * drawsPerUser }, (_, draw) => {
      const user = first + Math.floor(draw / drawsPerUser);
      const drawn = random() * total;
      const skill = below.findIndex((bound) => bound >= drawn);
      return {
        callId: `${user} ${draw}`,
        source: 'bench',
        kind: 'skill' as const,
        skillName: `skill-${skill}`,
        invokedAtMs: startMs + Math.floor(random() * 90) * 86_400_000 + draw * 1000,
        completed: random() < 0.85,
        durationSeconds: random() * 20,
        workflowPhase: `phase-${skill % 5}`,
        sessionId: `s${user}`,
        userId: `user${user}@example.com`,
      };
    });
    yield { ...empty, invocations };
  }
}

function engineOver(engine: SqlEngine): CollaborativeFilteringEngine {
  const key = loadIdentityKey(`file:${url}`, {});
  return new CollaborativeFilteringEngine({
    source: new InteractionRepository({ engine }),
    version: new LogVersion({ engine }),
    identity: purposeIdentity(() => key, 'recommendations'),
    choices: new RecommenderChoiceRepository({ engine }),
    baselines: new BaselineRepository({ engine }),
    imported: new ImportedBaselineRepository({ engine }),
    now: Date.now,
  });
}

type Row = { readonly what: string; readonly budgetMs: number | null; readonly medianMs: number };

async function medianOf(times: number, work: (index: number) => unknown): Promise<number> {
  const measured: number[] = [];
  for (let index = 0; index < times; index += 1) {
    const startedMs = performance.now();
    await work(index);
    measured.push(performance.now() - startedMs);
  }
  return measured.toSorted((a, b) => a - b)[Math.floor(times / 2)] ?? Number.NaN;
}

const rows: Row[] = [];
const emailOf = (index: number): string => `user${(index * 7919) % users}@example.com`;
try {
  await fill();
  const engine = openNodeSqliteEngine({ url });
  // oxlint-disable-next-line max-params -- a table reads best with a line each
  const add = async (what: string, budgetMs: number | null, times: number, work: (index: number) => unknown) => {
    rows.push({ what, budgetMs, medianMs: await medianOf(times, work) });
  };
  await add('similar users, nothing read before', null, 5, () => engineOver(engine).getSimilarUsers(emailOf(1)));
  const warm = engineOver(engine);
  await warm.getSimilarUsers(emailOf(1));
  await add('similar users, log read, another user each', 5, 200, (index) => warm.getSimilarUsers(emailOf(index + 2)));
  await add('the same user again (cache hit)', 1, 1000, () => warm.getSimilarUsers(emailOf(2)));
  const sql = `SELECT b.user_id, count(DISTINCT b.skill_id) FROM skill_event AS a JOIN skill_event AS b
    ON b.skill_id = a.skill_id WHERE a.user_id = ?1 AND b.user_id <> ?1 GROUP BY b.user_id ORDER BY 2 DESC LIMIT 10`;
  await add('peer: self-join of SQL on the log', null, 3, (index) => engine.all(sql, [index + 3]));
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await add('recommend, nothing fitted (EASE in a thread)', 2000, 1, () =>
    warm.recommend({ userId: emailOf(1), model: 'ease' }),
  );
  delay.disable();
  rows.push({ what: 'longest stall of the event loop meanwhile', budgetMs: null, medianMs: delay.max / 1e6 });
  await add('recommend, another user each', 2, 200, (index) =>
    warm.recommend({ userId: emailOf(index + 5), model: 'ease' }),
  );
  await add('recommend from similar users, another user each', 2, 200, (index) =>
    warm.recommendFromSimilarUsers(emailOf(index + 500)),
  );
  const baselines = new BaselineRepository({ engine });
  await add('baselines of 1,000 skills measured', 50, 7, () => baselines.measured({ minUsers: 5 }));
  await add('baselines of 1,000 skills measured and stored', 50, 7, () =>
    baselines.update(Date.now(), { minUsers: 5 }),
  );
  await add('peer: GROUP BY of SQL on the log', null, 3, () =>
    engine.all(`SELECT skill_id, count(DISTINCT user_id), count(*), avg(completed), avg(duration_seconds)
      FROM skill_event WHERE user_id IS NOT NULL GROUP BY skill_id`),
  );
  await engine.close();
  const run = (...words: readonly string[]): void => {
    const { status, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  };
  const output = Array.isArray(config.output) ? config.output[0] : config.output;
  await build({ ...config, cwd: join(import.meta.dirname, '..'), output: { ...output, dir: join(directory, 'dist') } });
  cpSync(join(import.meta.dirname, '../package.json'), join(directory, 'package.json'));
  await add('floor: node -e 0', null, 11, () => run('-e', '0'));
  await add('whole process: skills --version', null, 11, () => run(bundle, '--version'));
  await add('whole process: skills top', null, 11, () => run(bundle, 'top', '--json', '--db', `file:${url}`));
  await add('whole process: skills users similar', 100, 11, () =>
    run(bundle, 'users', 'similar', emailOf(3), '--json', '--db', `file:${url}`),
  );
  await add('whole process: skills recommend (EASE fitted)', null, 3, () =>
    run(bundle, 'recommend', '--user', emailOf(3), '--json', '--db', `file:${url}`),
  );
  process.stdout.write(
    `${users} users, ${skills} skills, ${users * drawsPerUser} events\nmedian, ms\tasked, ms\twhat\n`,
  );
  for (const { what, budgetMs, medianMs } of rows) {
    process.stdout.write(`${medianMs.toFixed(medianMs < 10 ? 3 : 1)}\t${budgetMs ?? ''}\t${what}\n`);
  }
  if (values.json !== undefined) {
    writeFileSync(values.json, JSON.stringify({ bench: 'recommendations', users, skills, rows }, null, 2));
  }
} finally {
  rmSync(directory, { recursive: true, force: true });
}
