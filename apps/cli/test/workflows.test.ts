import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  checkpointInsightSchema,
  endInsightSchema,
  practiceFileSchema,
  startInsightSchema,
  versionsResultSchema,
  workflowExecutionsResultSchema,
  workflowRecordResultSchema,
  workflowShowResultSchema,
  workflowSuggestResultSchema,
} from '@skills/schema';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runInProcess } from './run-in-process.ts';
import { jsonOf, runSkills } from './run-skills.ts';

const home = mkdtempSync(join(tmpdir(), 'skills-workflows-'));
const here = { home, environment: { SKILLS_DATABASE_URL: `file:${join(home, 'log.db')}` } };
const now = ['--now', '2026-02-11T12:00:00Z'];
const hostile = 'x"];\u001b]0;owned\u0007 <b>, rm';
const sessionOfMonday = 's-odd';

// 120 sessions of one workflow in four projects, half of them with a review; deployments without it fail half of the time.
function eventsOf(session: number): readonly object[] {
  const isReviewed = session % 2 === 0;
  const skills = isReviewed ? ['lint', hostile, 'deploy'] : ['lint', 'deploy'];
  return skills.map((skillName, index) => ({
    source: 'test',
    kind: 'skill',
    skillName,
    invokedAt: new Date(Date.UTC(2026, 1, 1) + session * 3_600_000 + index * 60_000).toISOString(),
    completed: skillName !== 'deploy' || (isReviewed ? session % 16 !== 0 : session % 4 === 1),
    durationSeconds: 2 + (session % 3),
    sessionId: `s${session}`,
    projectId: `p${Math.floor(session / 2) % 4}`,
    userId: `u${session % 30}`,
    workflowPath: hostile,
  }));
}

const oddSession = [false, true, false, false].map((completed, index) => ({
  source: 'test',
  kind: 'skill',
  skillName: index < 2 ? 'lint' : hostile,
  invokedAt: new Date(Date.UTC(2026, 1, 10, 9) + index * 60_000).toISOString(),
  completed,
  durationSeconds: 40,
  sessionId: sessionOfMonday,
  projectId: 'p0',
}));

beforeAll(async () => {
  const lines = [...Array.from({ length: 120 }, (_, session) => eventsOf(session)).flat(), ...oddSession];
  await runSkills(['record', '-'], { ...here, input: lines.map((event) => JSON.stringify(event)).join('\n') });
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('runs of workflows', () => {
  test('are recorded once by their id, and ended later when a crash left them', async () => {
    const run = async (...words: readonly string[]) =>
      workflowRecordResultSchema.parse(
        await jsonOf(['workflows', 'record', 'nightly', '--id', 'n1', ...words, ...now], here),
      );

    const results = [
      await run('--status', 'running', '--skills', 'lint'),
      await run('--status', 'running'),
      await run('--status', 'failed', '--skills', JSON.stringify([hostile, 'a,b'])),
      await run('--status', 'failed'),
    ];
    const contradiction = await runSkills(['workflows', 'record', 'nightly', '--id', 'n1', ...now], here);

    expect(results.map(({ changed }) => changed)).toEqual([true, false, true, false]);
    expect(results.at(-1)?.execution).toMatchObject({ status: 'failed', skillsUsed: [hostile, 'a,b'] });
    expect(contradiction).toMatchObject({ code: 2, out: '' });
    const list = await jsonOf(['workflows', 'list', '--workflow', 'nightly', ...now], here);
    expect(workflowExecutionsResultSchema.parse(list).workflows).toMatchObject([
      { runs: 1, failed: 1, successRate: 0 },
    ]);
  });

  test('of the log are told of with skills, sequences and what is to add', async () => {
    const list = workflowExecutionsResultSchema.parse(
      await jsonOf(['workflows', 'list', '--limit', '3', ...now], here),
    );
    const shown = workflowShowResultSchema.parse(await jsonOf(['workflows', 'show', hostile, ...now], here));
    const suggested = workflowSuggestResultSchema.parse(
      await jsonOf(['workflows', 'suggest', hostile, '--skills', 'lint,deploy', ...now], here),
    );

    expect(list.executions).toHaveLength(3);
    expect(shown.workflow).toMatchObject({ workflowName: hostile, runs: 120, projects: 4, completed: 82, failed: 38 });
    expect(shown.fastestSequences[0]?.skillNames).toEqual(['lint', 'deploy']);
    expect(suggested.suggestions).toMatchObject([
      { kind: 'observation', action: 'add', skillName: hostile, runsWith: 60, completedWith: 52, runsWithout: 60 },
    ]);
  });

  test.each([
    [['workflows', 'record', 'w', '--status', 'done'], '--status done'],
    [['workflows', 'record', 'w', '--skills', 'a,,b'], '--skills a,,b'],
    [['workflows', 'record', 'w', '--skills', '[1]'], '--skills [1]'],
    [['workflows', 'record', 'w', '--at', 'soon'], '--at soon'],
    [['workflows', 'record', 'w', '--status', 'running', '--duration', '3'], '--duration 3'],
    [['workflows', 'record', 'w', '--id', ''], '--id'],
    [['workflows', 'list', '--project', 'nowhere'], 'nowhere'],
    [['workflows', 'show', 'never-ran'], 'never-ran'],
    [['insights', 'end', '--session', 'unheard'], 'unheard'],
    [['versions', '--export', 'a', '--import', 'b'], '--export and --import'],
    [['versions', '--min-users', '20'], '--min-users'],
    [['versions', '--export', 'a', '--min-users', '3'], '--min-users 3'],
    [['versions', '--import', 'not-there.json'], 'not-there.json'],
  ])('a mistake is named: skills %j', async (words, named) => {
    const run = await runInProcess([...words, '--db', here.environment.SKILLS_DATABASE_URL], { home });

    expect(run).toMatchObject({ code: 2, out: '' });
    expect(run.error).toContain(named);
  });
});

describe('insights', () => {
  test('answer in their shapes, at the start, in the middle and at the end', async () => {
    const start = startInsightSchema.parse(await jsonOf(['insights', 'start', '--project', 'p1', ...now], here));
    const middle = checkpointInsightSchema.parse(await jsonOf(['insights', 'checkpoint', ...now], here));
    const end = endInsightSchema.parse(await jsonOf(['insights', 'end', '--session', sessionOfMonday, ...now], here));

    expect(start.topSkills.map(({ skillName, invocations }) => [skillName, invocations])).toContainEqual(['lint', 30]);
    expect(middle.sessionId).toBe(sessionOfMonday);
    expect(middle.findings.map(({ reason, skillName }) => [reason, skillName])).toEqual([
      ['failing', hostile],
      ['retried', 'lint'],
      ['slow', 'lint'],
      ['slow', hostile],
    ]);
    expect(end).toMatchObject({ calls: 4, failed: 3, sequence: ['lint', hostile], usualSessions: 30 });
    expect(end.compared.find(({ measure }) => measure === 'failureRate')).toMatchObject({ standing: 'higher' });
  });
});

describe('versions', () => {
  test('planted in a simulated world are told apart, with the error of the figures printed', async () => {
    const world = ['--db', `file:${join(home, 'world.db')}`, ...now];
    await runSkills(['demo', '--scale', 'medium', '--seed', '3', ...world], { home });

    const words = ['versions', 'pdf-extract', '--since', '61d', ...world];
    const [skill] = versionsResultSchema.parse(await jsonOf(words, { home })).skills;

    // What `plantedEffects` plants: rates 0.62, 0.74 and 0.9, durations 1, 1.3 and 0.7 times the usual one.
    const planted = [
      { rate: 0.12, ratio: 1.3 },
      { rate: 0.16, ratio: 0.7 / 1.3 },
    ];
    const found = skill?.comparisons.map(({ completionRate, duration }) => [completionRate, duration] as const) ?? [];
    const errors = found.map(
      ([rate, duration], index) =>
        `rate ${((rate.difference ?? 0) - (planted[index]?.rate ?? 0)).toFixed(3)}, duration ×${((duration.ratio ?? 0) / (planted[index]?.ratio ?? 1)).toFixed(3)}`,
    );
    // oxlint-disable-next-line no-console -- the error is part of what is known
    console.log(`errors of the two differences: ${errors.join('; ')}`);
    expect(skill?.versions.map(({ version }) => version)).toEqual(['1.0.0', '1.1.0', '2.0.0']);
    expect(found.map(([rate, duration]) => [rate.verdict, duration.verdict])).toEqual([
      ['better', 'slower'],
      ['better', 'faster'],
    ]);
    for (const [index, [rate, duration]] of found.entries()) {
      expect(rate.lower).toBeLessThan(planted[index]?.rate ?? 0);
      expect(rate.upper).toBeGreaterThan(planted[index]?.rate ?? 0);
      expect(duration.lower).toBeLessThan(planted[index]?.ratio ?? 0);
      expect(duration.upper).toBeGreaterThan(planted[index]?.ratio ?? 0);
    }
    expect(skill?.benchmark).toMatchObject([{ team: null, standing: 'above' }]);
  });

  test('seen by two scans are those of the calls between, and go to another team as groups only', async () => {
    const team = { home, environment: { SKILLS_DATABASE_URL: `file:${join(home, 'team.db')}` } };
    const folder = join(home, '.claude/skills/lint');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'SKILL.md'), '---\nname: lint\ndescription: finds faults\n---\n');
    const at = (time: string): readonly string[] => ['--now', `2026-02-10T${time}Z`];
    const calls = Array.from({ length: 44 }, (_, index) => ({
      source: 'test',
      kind: 'skill',
      skillName: 'lint',
      invokedAt: `2026-02-10T10:${String(index).padStart(2, '0')}:00Z`,
      completed: index % 4 !== 0,
      sessionId: `secret-${index}`,
      userId: `secret-user-${index % 22}`,
      projectId: 'secret-project',
    }));
    await runSkills(['record', '-'], { ...team, input: calls.map((call) => JSON.stringify(call)).join('\n') });
    await runSkills(['versions', ...at('09:00:00')], team);
    await runSkills(['versions', ...at('11:00:00')], team);
    const file = join(home, 'practice.json');

    const [skill] = versionsResultSchema.parse(await jsonOf(['versions', ...at('12:00:00')], team)).skills;
    await jsonOf(['versions', '--export', file, ...at('12:00:00')], team);
    await jsonOf(['versions', '--import', file, ...now], here);
    const theirs = versionsResultSchema.parse(await jsonOf(['versions', 'lint', ...now], here)).skills;

    expect(skill?.versions).toMatchObject([
      { origin: 'installed', invocations: 44, completed: 33, failed: 11, units: 22 },
    ]);
    expect(skill?.versions[0]?.version).toMatch(/^[0-9a-f]{16}$/);
    expect(practiceFileSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).skills).toHaveLength(1);
    expect(readFileSync(file, 'utf8')).not.toMatch(/secret|pseudonym|u_/);
    expect(theirs[0]?.shared).toMatchObject([{ version: skill?.versions[0]?.version, invocations: 45 }]);
    expect(await runSkills(['versions', '--import', file], team)).toMatchObject({ code: 2 });
  });
});

describe('for people', () => {
  test.each([
    [['workflows', 'list']],
    [['workflows', 'show', hostile]],
    [['workflows', 'suggest', hostile, '--skills', 'lint,deploy', '--project', 'p1']],
    [['insights', 'start']],
    [['insights', 'checkpoint']],
    [['insights', 'end']],
    [['versions']],
  ])('the page of skills %j fits 80 columns and steers no terminal', async (words) => {
    const run = await runSkills([...words, ...now], here);

    expect(run).toMatchObject({ code: 0, error: '' });
    expect(run.out).not.toContain('\u001b');
    expect(run.out.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  test.each([['workflows', 'list'], ['insights', 'start'], ['versions']])(
    'an empty log is none to skills %s %s',
    async (...words) => {
      const empty = { home, environment: { SKILLS_DATABASE_URL: `file:${join(home, 'none.db')}` } };

      expect(await runSkills(words, empty)).toMatchObject({ code: 0 });
    },
  );
});
