import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import {
  aggregateResultSchema,
  comparisonResultSchema,
  effectivenessResultSchema,
  projectChangeSchema,
  projectsResultSchema,
} from '@skills/schema';
import { expect, test as base } from 'vitest';
import { runInProcess } from './run-in-process.ts';
import { temporaryHome } from './temporary-home.ts';
import { callRecords } from './transcript-lines.ts';

const hostile = 'evil\u001b[2J\u202e"; DROP TABLE skill; --';

/** Shape A of session-buddy: calls on the ten days before 2026-02-10, of which every fifth failed. */
function metricsFile(folder: string, calls: number, skillName = 'code-review'): void {
  const records = Array.from({ length: calls }, (_, index) => ({
    skill_name: skillName,
    invoked_at: new Date(Date.UTC(2026, 1, 1 + (index % 9), 8, index)).toISOString(),
    session_id: `${folder}-${index % 7}`,
    completed: index % 5 !== 0,
    duration_seconds: 2,
    follow_up_actions: ['git commit'],
  }));
  mkdirSync(join(folder, '.session-buddy'), { recursive: true });
  writeFileSync(
    join(folder, '.session-buddy', 'skill_metrics.json'),
    JSON.stringify({ invocations: records, skills: {} }),
  );
}

const test = base.extend('home', temporaryHome).extend('ask', ({ home }) => {
  const db = `file:${join(home, 'skills.db')}`;
  return async (...words: readonly string[]): Promise<unknown> => {
    const run = await runInProcess([...words, '--json', '--db', db], { home });
    expect(run).toMatchObject({ code: 0 });
    return JSON.parse(run.out);
  };
});

test('register, collect, aggregate, analyse: from files of two projects to what they say together', async ({
  home,
  ask,
}) => {
  const [shop, api] = [join(home, 'shop'), join(home, 'api')];
  metricsFile(shop, 60);
  metricsFile(api, 40);

  const added = projectChangeSchema.parse(await ask('projects', 'add', shop, '--type', 'service'));
  await ask('projects', 'add', `${api}/`);
  const all = aggregateResultSchema.parse(await ask('aggregate'));
  const weekly = aggregateResultSchema.parse(await ask('aggregate', '--window', 'weekly'));
  const own = aggregateResultSchema.parse(await ask('aggregate', '--project', 'shop', '--window', 'monthly'));
  const effectiveness = effectivenessResultSchema.parse(await ask('effectiveness', 'code-review'));
  const comparison = comparisonResultSchema.parse(await ask('compare', 'code-review'));

  expect(added).toMatchObject({ action: 'added', collect: { collected: 60, skipped: 0, errors: 0 } });
  expect(all.summary).toMatchObject({ projects: 2, uniqueSkills: 1, totalInvocations: 100, successfulCompletions: 80 });
  // 2026-02-09 was a Monday: of the nine days, it alone is in the week of 2026-02-10.
  expect(weekly.summary.totalInvocations).toBe(10);
  expect(weekly.window).toEqual({ since: '2026-02-09T00:00:00.000Z', until: '2026-02-16T00:00:00.000Z' });
  expect(own.summary).toMatchObject({ projects: 1, totalInvocations: 60 });
  expect(effectiveness).toMatchObject({ found: true, totalUses: 100, successRate: 0.8, averageFollowUpActions: 1 });
  expect(comparison.projects.map(({ projectName, totalUses }) => [projectName, totalUses])).toEqual([
    ['shop', 60],
    ['api', 40],
  ]);
  expect(comparison.projects.every(({ isReal }) => !isReal)).toBe(true);
});

test('collecting again finds everything known, and changes nothing in the project', async ({ home, ask }) => {
  const shop = join(home, 'shop');
  metricsFile(shop, 30);
  const path = join(shop, '.session-buddy', 'skill_metrics.json');
  const before = [readFileSync(path, 'utf8'), statSync(path).mtimeMs, readdirSync(join(shop, '.session-buddy'))];
  chmodSync(path, 0o400);

  await ask('projects', 'add', shop);
  const again = projectChangeSchema.parse(await ask('projects', 'add', shop));
  const aggregated = aggregateResultSchema.parse(await ask('aggregate', '--collect'));

  expect(again.collect).toMatchObject({ collected: 0, skipped: 30, errors: 0 });
  expect(aggregated.collected).toMatchObject([{ collected: 0, skipped: 30 }]);
  expect(aggregated.summary.totalInvocations).toBe(30);
  expect([readFileSync(path, 'utf8'), statSync(path).mtimeMs, readdirSync(join(shop, '.session-buddy'))]).toEqual(
    before,
  );
});

test('records that cannot be read are named and counted, the others are collected', async ({ home, ask }) => {
  const shop = join(home, 'shop');
  mkdirSync(join(shop, '.session-buddy'), { recursive: true });
  writeFileSync(
    join(shop, '.session-buddy', 'skill_metrics.json'),
    JSON.stringify({
      invocations: [{ skill_name: 'a', invoked_at: '2026-02-01T00:00:00Z', completed: true }, { skill_name: 'b' }],
    }),
  );

  const { collect } = projectChangeSchema.parse(await ask('projects', 'add', shop));

  expect(collect).toMatchObject({ collected: 1, errors: 1 });
  expect(collect?.errorDetails[0]).toContain('invoked_at');
});

test('what Claude Code, wherever it keeps its files, and Codex wrote about the project is read, and no other project', async ({
  home,
}) => {
  const [shop, claude] = [join(home, 'shop'), join(home, 'claude of work')];
  mkdirSync(shop);
  const transcripts = join(claude, 'projects', shop.replaceAll(/[^a-zA-Z0-9]/g, '-'));
  mkdirSync(transcripts, { recursive: true });
  const lines = ['a', 'b'].flatMap((id) => callRecords({ id, cwd: shop }));
  writeFileSync(join(transcripts, 's.jsonl'), `${lines.join('\n')}\n`);
  const rollouts = join(home, '.codex', 'sessions', '2026', '02', '09');
  mkdirSync(rollouts, { recursive: true });
  for (const [name, cwd] of [
    ['1', shop],
    ['2', join(home, 'other')],
  ] as const) {
    writeFileSync(join(rollouts, `rollout-2026-02-09T10-00-00-${name}.jsonl`), `${codexCall(name, cwd)}\n`);
  }
  const run = await runInProcess(['projects', 'add', shop, '--json', '--db', `file:${join(home, 'skills.db')}`], {
    home,
    environment: { CLAUDE_CONFIG_DIR: claude },
  });

  expect(projectChangeSchema.parse(JSON.parse(run.out))).toMatchObject({ collect: { collected: 3, errors: 0 } });
  expect(run.out).not.toContain(home);
});

/** A session of Codex with one call of a tool. */
function codexCall(id: string, cwd: string): string {
  const timestamp = '2026-02-09T10:00:00.000Z';
  return [
    { timestamp, type: 'session_meta', payload: { id, timestamp, cwd, originator: 'codex_cli_rs' } },
    {
      timestamp,
      type: 'response_item',
      payload: { type: 'function_call', name: 'shell', arguments: '{"command":["ls"]}', call_id: `call_${id}` },
    },
    {
      timestamp,
      type: 'response_item',
      payload: { type: 'function_call_output', call_id: `call_${id}`, output: 'ok' },
    },
  ]
    .map((line) => JSON.stringify(line))
    .join('\n');
}

test('the id is no plain hash of the path, a removed project keeps its history, and links lead to one project', async ({
  home,
  ask,
}) => {
  const shop = join(home, 'shop');
  metricsFile(shop, 10);
  symlinkSync(shop, join(home, 'link'));

  const { project } = projectChangeSchema.parse(await ask('projects', 'add', join(home, 'link')));
  await ask('projects', 'remove', shop);
  const without = aggregateResultSchema.parse(await ask('aggregate'));
  const again = projectChangeSchema.parse(await ask('projects', 'add', shop));
  const { projects } = projectsResultSchema.parse(await ask('projects', 'list'));

  expect(project.projectId).toMatch(/^shop-[0-9a-f]{6}$/);
  expect(createHash('sha256').update(shop).digest('hex')).not.toContain(project.projectId.slice(5));
  expect(without.summary).toMatchObject({ projects: 0, totalInvocations: 0 });
  expect(again.project).toMatchObject({ projectId: project.projectId, registeredAt: project.registeredAt });
  expect(projects).toHaveLength(1);
});

test('what collect stored of a folder before is the history of its project', async ({ home, ask }) => {
  const shop = join(home, 'shop');
  metricsFile(shop, 12);
  await ask('collect', 'session-buddy', '--from', shop);
  const { unregistered } = projectsResultSchema.parse(await ask('projects', 'list'));

  const { project, collect } = projectChangeSchema.parse(await ask('projects', 'add', shop));

  expect(unregistered).toMatchObject([{ projectId: project.projectId }]);
  expect(collect).toMatchObject({ collected: 0, skipped: 12 });
  expect(aggregateResultSchema.parse(await ask('aggregate')).summary.totalInvocations).toBe(12);
});

test.for([
  [['projects', 'add', '/no/such/folder'], '/no/such/folder'],
  [['projects', 'remove', 'nobody'], 'nobody'],
  [['projects', 'add', '.', '--metadata', '[1]'], '[1]'],
  [['aggregate', '--window', 'hourly'], 'hourly'],
  [['aggregate', '--project', 'nobody'], 'nobody'],
  [['aggregate', '--min-rate', '70'], '70'],
  [['compare', 'x', '--kind', 'spell'], 'spell'],
] as const)('%j is refused with the value named', async ([words, named], { home }) => {
  const run = await runInProcess([...words, '--db', `file:${join(home, 'skills.db')}`], { home });

  expect(run.code).toBe(2);
  expect(run.error).toContain(named);
  expect(run.out).toBe('');
});

test('pages say what to do when there is nothing, and print hostile names safely', async ({ home }) => {
  const db = ['--db', `file:${join(home, 'skills.db')}`];
  const page = async (...words: readonly string[]): Promise<string> => {
    const run = await runInProcess([...words, ...db], { home });
    expect(run.code).toBe(0);
    return run.out;
  };
  expect(await page('projects', 'list')).toContain('skills projects add PATH');
  expect(await page('compare', 'Bash')).toContain('skills projects add PATH');
  expect(await page('effectiveness', 'Bash')).toContain('skills projects add PATH');

  const folder = join(home, 'evil\u001b[31m');
  metricsFile(folder, 30, hostile);
  const pages = [
    await page('projects', 'add', folder),
    await page('projects', 'list'),
    await page('aggregate'),
    await page('effectiveness', hostile),
    await page('compare', hostile),
  ];

  for (const text of pages) {
    // oxlint-disable-next-line no-control-regex -- that is what is looked for
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202e]/);
    expect(text).toContain('evil');
  }
});
