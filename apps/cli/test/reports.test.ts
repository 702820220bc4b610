import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  costsResultSchema,
  doctorResultSchema,
  hourlyResultSchema,
  sessionListResultSchema,
  sessionResultSchema,
  showResultSchema,
  topResultSchema,
} from '@skills/schema';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jsonOf, runSkills } from './run-skills.ts';

// One simulated world for every question.
const now = ['--now', '2026-02-10T12:00:00Z'];
const home = mkdtempSync(join(tmpdir(), 'skills-reports-'));
const here = { home, environment: { SKILLS_DATABASE_URL: `file:${join(home, 'world.db')}` } };

beforeAll(async () => {
  await jsonOf(['demo', '--db', `file:${join(home, 'world.db')}`, ...now], { home });
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('results for programs', () => {
  test('top ranks by calls and states the widened window', async () => {
    const result = topResultSchema.parse(await jsonOf(['top', '--limit', '5', ...now], here));

    expect(result.window).toEqual({ since: '2026-01-11T00:00:00.000Z', until: '2026-02-11T00:00:00.000Z' });
    expect(result.skills).toHaveLength(5);
    const calls = result.skills.map(({ invocations }) => invocations);
    expect(calls).toEqual(calls.toSorted((a, b) => b - a));
  });

  test('top narrows by kind and by project, by id or by name', async () => {
    const all = topResultSchema.parse(await jsonOf(['top', ...now], here));
    const tools = topResultSchema.parse(await jsonOf(['top', '--kind', 'tool', ...now], here));
    const projectId = showResultSchema.parse(await jsonOf(['show', 'Bash', ...now], here)).byProject[0]?.projectId;
    const byId = topResultSchema.parse(await jsonOf(['top', '--project', String(projectId), ...now], here));
    const name = String(projectId).replace(/-[0-9a-f]{6}$/, '');
    const byName = topResultSchema.parse(await jsonOf(['top', '--project', name, ...now], here));

    expect(new Set(tools.skills.map(({ kind }) => kind))).toEqual(new Set(['tool']));
    expect(byId).toEqual(byName);
    expect(byId.skills[0]?.invocations).toBeLessThan(all.skills[0]?.invocations ?? 0);
  });

  test('show agrees with the row of top, and its parts with the whole', async () => {
    const [row] = topResultSchema.parse(await jsonOf(['top', '--kind', 'skill', '--limit', '1', ...now], here)).skills;
    const shown = showResultSchema.parse(await jsonOf(['show', row?.skillName ?? '', ...now], here));

    expect(shown).toMatchObject({ ...row });
    expect(shown.trend.reduce((sum, { invocations }) => sum + invocations, 0)).toBe(row?.invocations);
    expect(shown.byProject.reduce((sum, { invocations }) => sum + invocations, 0)).toBe(row?.invocations);
    expect(shown.relatedSkills.length).toBeGreaterThan(0);
    expect(shown.funnel.offered).toBeGreaterThanOrEqual(shown.funnel.activated);
  });

  test('the hours of a skill add up to its calls', async () => {
    const window = ['--since', '2026-01-20', '--until', '2026-02-01', ...now];
    const hourly = hourlyResultSchema.parse(await jsonOf(['hourly', 'Bash', ...window], here));
    const top = topResultSchema.parse(await jsonOf(['top', '--kind', 'tool', ...window], here));

    const bash = top.skills.find(({ skillName }) => skillName === 'Bash');
    expect(hourly.hours.reduce((sum, { invocations }) => sum + invocations, 0)).toBe(bash?.invocations);
    expect(hourly.hours.map(({ hour }) => hour)).toEqual(hourly.hours.map(({ hour }) => hour).toSorted());
  });

  test('costs by model and by skill are the whole in two ways', async () => {
    const costs = costsResultSchema.parse(await jsonOf(['costs', ...now], here));

    const sum = (shares: readonly { readonly costUsd: number | null }[]): number =>
      shares.reduce((total, { costUsd }) => total + (costUsd ?? 0), 0);
    expect(costs.costUsd).toBeGreaterThan(0);
    expect(sum(costs.byModel)).toBeCloseTo(costs.costUsd, 6);
    expect(sum(costs.bySkill)).toBeCloseTo(costs.costUsd, 6);
    expect(costs.storage.events).toBe(2000);
  });

  test('a session of the list can be shown', async () => {
    const list = sessionListResultSchema.parse(await jsonOf(['sessions', 'list', '--limit', '1'], here));
    const [first] = list.sessions;
    const session = sessionResultSchema.parse(await jsonOf(['sessions', 'show', first?.sessionId ?? ''], here));

    expect(session).toMatchObject({ ...first });
    expect(session.events).toHaveLength(first?.invocations ?? -1);
  });

  test('doctor judges the machine', async () => {
    const result = doctorResultSchema.parse(await jsonOf(['doctor'], here));

    expect(result.checks.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['node', 'schema', 'integrity', 'disk']),
    );
  });
});

describe('pages for people', () => {
  const pages = [
    ['top'],
    ['show', 'Bash'],
    ['hourly', '--since', '24h'],
    ['costs'],
    ['sessions', 'list'],
    ['db', 'status'],
  ];

  test.each(pages)('skills %s fits 80 columns, ends with a newline and has no colour in a pipe', async (...words) => {
    const run = await runSkills([...words, ...(words[0] === 'db' ? [] : now)], here);

    expect(run).toMatchObject({ code: 0, error: '' });
    expect(run.out).not.toContain('\u001b');
    expect(run.out.endsWith('\n')).toBe(true);
    expect(run.out.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  test('numbers of a simulated world say so', async () => {
    expect((await runSkills(['top', ...now], here)).out).toMatch(/^SIMULATED WORLD/);
    expect(await jsonOf(['top', ...now], here)).toMatchObject({ simulated: true });
  });

  test('the same clock gives the same page', async () => {
    const runs = await Promise.all([runSkills(['top', ...now], here), runSkills(['top', ...now], here)]);

    expect(runs[0]).toEqual(runs[1]);
  });
});
