import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  bottlenecksResultSchema,
  dependenciesResultSchema,
  nextResultSchema,
  phasesResultSchema,
  transitionsResultSchema,
  workflowsResultSchema,
} from '@skills/schema';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jsonOf, runSkills } from './run-skills.ts';

// Sixty sessions: 30 with lint and then test, 30 with neither; half of the deploys fail.
const now = ['--now', '2026-02-11T12:00:00Z'];
const home = mkdtempSync(join(tmpdir(), 'skills-patterns-'));
const here = { home, environment: { SKILLS_DATABASE_URL: `file:${join(home, 'log.db')}` } };
const hostile = 'x"];\u001b]0;owned\u0007 <b>';

function eventsOf(session: number): readonly object[] {
  const skills = session < 30 ? ['lint', hostile, 'deploy'] : ['read', 'write', 'deploy'];
  return skills.map((skillName, index) => ({
    source: 'test',
    kind: 'skill',
    skillName,
    invokedAt: new Date(Date.UTC(2026, 1, 10, 8) + session * 300_000 + index * 10_000).toISOString(),
    completed: skillName !== 'deploy' || session % 2 === 0,
    durationSeconds: 2,
    sessionId: `s${session}`,
    workflowPhase: ['check', 'check', 'ship'][index],
  }));
}

beforeAll(async () => {
  const lines = Array.from({ length: 60 }, (_, session) => eventsOf(session))
    .flat()
    .map((event) => JSON.stringify(event));
  await runSkills(['record', '-'], { ...here, input: `${lines.join('\n')}\n` });
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('results for programs', () => {
  test('deps measures without storing, and --update stores what is then shown', async () => {
    const live = dependenciesResultSchema.parse(await jsonOf(['deps'], here));
    const again = dependenciesResultSchema.parse(await jsonOf(['deps'], here));
    const updated = dependenciesResultSchema.parse(await jsonOf(['deps', '--update', ...now], here));
    const stored = dependenciesResultSchema.parse(await jsonOf(['deps'], here));

    expect(live).toMatchObject({ updatedAt: null, sessions: 60 });
    expect(live.dependencies.map(({ skillA, skillB, lift }) => [skillA, skillB, lift])).toContainEqual([
      'lint',
      hostile,
      2,
    ]);
    expect(again).toEqual(live);
    expect(updated).toMatchObject({ updatedAt: '2026-02-11T12:00:00.000Z' });
    expect(updated.dependencies).toEqual(live.dependencies);
    expect(stored.dependencies).toEqual(live.dependencies);
    expect(stored.updatedAt).toBe(updated.updatedAt);
  });

  test('deps takes a skill and limits, and refuses what is none', async () => {
    const result = dependenciesResultSchema.parse(await jsonOf(['deps', 'deploy', '--min-support', '0.5'], here));

    expect(result.dependencies.map(({ coOccurrenceCount, support }) => [coOccurrenceCount, support])).toEqual(
      Array.from({ length: 4 }, () => [30, 0.5]),
    );
    expect(await runSkills(['deps', '--min-lift', 'much'], here)).toMatchObject({ code: 2, out: '' });
    expect(await runSkills(['deps', '--update', '--min-support', '0.2'], here)).toMatchObject({ code: 2, out: '' });
  });

  test('next, workflows, phases, bottlenecks and transitions answer in their units', async () => {
    const next = nextResultSchema.parse(await jsonOf(['next', 'lint', '--evaluate', ...now], here));
    const workflows = workflowsResultSchema.parse(await jsonOf(['workflows', ...now], here));
    const phases = phasesResultSchema.parse(await jsonOf(['phases', ...now], here));
    const bottlenecks = bottlenecksResultSchema.parse(await jsonOf(['bottlenecks', ...now], here));
    const transitions = transitionsResultSchema.parse(await jsonOf(['transitions', ...now], here));

    expect(next.next[0]).toMatchObject({ skillName: hostile, medianGapSeconds: 10, count: 30 });
    expect(next.next[0]?.probability).toBeGreaterThan(0.9);
    expect(next.evaluation?.testedSessions).toBe(12);
    expect(workflows.workflows.map(({ sessions, support }) => [sessions, support])).toContainEqual([30, 0.5]);
    expect(phases.phases.map(({ workflowPhase, completionRate }) => [workflowPhase, completionRate])).toEqual([
      ['check', 1],
      ['ship', 0.5],
    ]);
    expect(bottlenecks.bottlenecks).toMatchObject([
      { workflowPhase: 'ship', abandonmentRate: 0.5, severity: 'critical' },
    ]);
    expect(transitions.transitions).toMatchObject([
      { fromPhase: 'check', toPhase: 'ship', invocationCount: 60, mostCommonSkill: 'deploy', medianGapSeconds: 10 },
    ]);
    expect(await runSkills(['next', 'unheard-of', ...now], here)).toMatchObject({ code: 2 });
  });

  test('a rebuild makes the columns anew, and nothing that is said changes', async () => {
    const before = await jsonOf(['phases', ...now], here);
    await jsonOf(['db', 'rebuild'], here);

    expect(await jsonOf(['phases', ...now], here)).toEqual(before);
  });
});

describe('for people', () => {
  test('a graph is text that no name breaks out of', async () => {
    const dot = await runSkills(['deps', '--graph', 'dot'], here);
    const mermaid = await runSkills(['deps', '--graph', 'mermaid'], here);

    expect(dot.out.split('\n')[0]).toBe('digraph skills {');
    expect(dot.out).toContain(String.raw`[label="x\"]; ]0;owned  <b>"]`);
    expect(mermaid.out.split('\n')[0]).toBe('flowchart LR');
    expect(dot.out + mermaid.out).not.toContain('\u001b');
    expect(
      dependenciesResultSchema.parse(await jsonOf(['deps', '--graph', 'dot'], here)).graph?.nodes.length,
    ).toBeGreaterThan(1);
  });

  test.each([
    ['deps'],
    ['next', 'lint', '--evaluate'],
    ['workflows'],
    ['phases'],
    ['bottlenecks'],
    ['transitions'],
    ['report'],
  ])('the page of skills %s fits 80 columns and steers no terminal', async (...words) => {
    const run = await runSkills([...words, ...now], here);

    expect(run).toMatchObject({ code: 0, error: '' });
    expect(run.out).not.toContain('\u001b');
    expect(run.out.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  test.each(['deps', 'phases', 'transitions', 'bottlenecks', 'workflows'])(
    'an empty log is none to skills %s',
    async (command) => {
      const empty = { home, environment: { SKILLS_DATABASE_URL: `file:${join(home, 'none.db')}` } };

      expect(await runSkills([command], empty)).toMatchObject({ code: 0 });
    },
  );
});
