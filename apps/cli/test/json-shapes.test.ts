import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Shape } from './expect-shape.ts';
import { departures } from './expect-shape.ts';
import { jsonOf, runSkills } from './run-skills.ts';
import { writeTranscripts } from './transcript-folder.ts';

// One collected log for every question.
const home = mkdtempSync(join(tmpdir(), 'skills-shapes-'));
const db = `file:${join(home, 'log.db')}`;
const now = ['--now', '2026-02-11T12:00:00Z'];

beforeAll(async () => {
  writeTranscripts(join(home, '.claude'), { sessions: 2, calls: 15 });
  await runSkills(['collect', 'claude-code', '--db', db], { home });
  await runSkills(['record', '-', '--db', db], {
    home,
    input: `${JSON.stringify({
      source: 'ci',
      kind: 'skill',
      skillName: 'review',
      invokedAt: '2026-02-10T08:05:00.000Z',
      completed: false,
      durationSeconds: 4,
      sessionId: 'session-0',
      projectId: 'shop-1',
      workflowPhase: 'build',
      errorType: 'timeout',
    })}\n`,
  });
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const tokens = { input: 'count', output: 'count', cacheRead: 'count', cacheCreation: 'count' } as const;
const row = {
  skillName: 'text',
  kind: 'text',
  invocations: 'count',
  completed: 'count',
  completionRate: 'fraction?',
  completionRateLower: 'fraction?',
  completionRateUpper: 'fraction?',
  averageDurationSeconds: 'seconds?',
  p50DurationSeconds: 'seconds?',
  p95DurationSeconds: 'seconds?',
  lastInvokedAt: 'time',
  sessions: 'count',
} as const;
const window = { since: 'time', until: 'time' } as const;
const source = {
  source: 'text',
  files: 'count',
  filesUnchanged: 'count',
  bytes: 'count',
  lines: 'count',
  events: 'count',
  duplicates: 'count',
  quarantined: 'count',
  errors: [{ file: 'text', line: 'count', reason: 'text' }],
} as const;
const collected = {
  sources: [source],
  inserted: 'count',
  duplicates: 'count',
  quarantined: 'count',
  durationSeconds: 'seconds',
} as const;
const shapes: readonly (readonly [words: readonly string[], shape: Shape])[] = [
  [['top', '--since', 'all'], { window, skills: [row] }],
  [['hourly', '--since', 'all'], { hours: [hourShape()] }],
  [['hourly', 'Bash', '--since', 'all'], { hours: [hourShape()] }],
  [
    ['costs', '--since', 'all'],
    {
      window,
      tokens,
      costUsd: 'usd',
      unpricedTokens: 'count',
      byModel: [{ model: 'text', messages: 'count', tokens, costUsd: 'usd?' }],
      bySkill: [{ skillName: 'text?', messages: 'count', tokens, costUsd: 'usd?' }],
    },
  ],
  [
    ['show', 'review', '--since', 'all'],
    {
      ...row,
      byPhase: [{ phase: 'text', invocations: 'count' }],
      byProject: [{ projectId: 'text', invocations: 'count' }],
      errors: [{ errorType: 'text', count: 'count' }],
      trend: [{ startAt: 'time', invocations: 'count', completionRate: 'fraction?' }],
      relatedSkills: [{ skillName: 'text', sharedSessions: 'count' }],
      funnel: { offered: 'count', activated: 'count', completed: 'count' },
    },
  ],
  [['sessions', 'show', 'session-0'], { sessionId: 'text', events: [{ invokedAt: 'time', completed: 'boolean?' }] }],
  [
    ['db', 'status'],
    {
      url: 'text',
      schemaVersion: 'text',
      applied: [{ version: 'text', appliedAt: 'time', checksum: 'text' }],
      sizeBytes: 'count',
      events: 'count',
    },
  ],
  [['doctor'], { ok: 'boolean', checks: [{ name: 'text', status: 'text', detail: 'text', fix: 'text' }] }],
];

function hourShape(): Shape {
  return {
    hour: 'time',
    skillName: 'text',
    invocations: 'count',
    completionRate: 'fraction?',
    averageDurationSeconds: 'seconds?',
    uniqueSessions: 'count',
  };
}

describe('the JSON of', () => {
  test.for(shapes)('skills %j has the names, types and units agreed on', async ([words, shape]) => {
    const run = await runSkills([...words, '--db', db, '--json', ...(takesClock(words) ? now : [])], { home });

    expect(run).toMatchObject({ code: 0, error: '' });
    expect(departures(JSON.parse(run.out), shape)).toEqual([]);
  });

  test('skills collect names every source and every bad line', async () => {
    const run = await runSkills(['collect', 'claude-code', '--dry-run', '--json', '--db', 'file:other.db'], { home });

    expect(run.code).toBe(3);
    expect(departures(JSON.parse(run.out), collected)).toEqual([]);
  });

  test('skills record and import counts and names lines', async () => {
    const shape = { inserted: 'count', duplicates: 'count', rejected: [{ line: 'count', reason: 'text' }] } as const;
    const run = await runSkills(['record', '-', '--json', '--db', 'file:other.db'], { home, input: '{}\n{}\n' });

    expect(departures(JSON.parse(run.out), shape)).toEqual([]);
  });

  test('a rate of a failed skill is a fraction, its interval is around it, its duration is in seconds', async () => {
    const shown = await jsonOf(['show', 'review', '--since', 'all', '--db', db, ...now], { home });

    expect(shown).toMatchObject({
      invocations: 1,
      completed: 0,
      completionRate: 0,
      completionRateLower: 0,
      averageDurationSeconds: 4,
      lastInvokedAt: '2026-02-10T08:05:00.000Z',
      sessions: 1,
    });
  });
});

describe('global options', () => {
  test.for([
    ['before the command', ['--db', db, '--json', ...now, '--since', 'all', 'top', '--limit', '2']],
    ['after it', ['top', '--limit', '2', '--since', 'all', '--db', db, '--json', ...now]],
    ['with an equals sign', [`--db=${db}`, 'top', '--json', '--limit=2', '--since=all', ...now]],
    ['on both sides', ['--json', '--quiet', 'top', '--no-color', '--limit', '2', ...now, '--db', db, '--since', 'all']],
  ] as const)('may stand %s', async ([, words]) => {
    const run = await runSkills(words, { home });

    expect(run).toMatchObject({ code: 0, error: '' });
    expect(JSON.parse(run.out)).toMatchObject({
      window: { since: '2000-01-01T00:00:00.000Z', until: '2026-02-12T00:00:00.000Z' },
      skills: [
        { kind: 'tool', invocations: 10 },
        { kind: 'tool', invocations: 10 },
      ],
    });
  });

  test('--db wins over SKILLS_DATABASE_URL, which wins over the usual place', async () => {
    const environment = { SKILLS_DATABASE_URL: db };
    const named = await jsonOf(['db', 'status'], { home, environment });
    const empty = await jsonOf(['db', 'status', '--db', 'file:none.db'], { home, environment });
    const usual = await jsonOf(['db', 'status'], { home, environment: { XDG_DATA_HOME: join(home, 'data') } });

    expect(named).toMatchObject({ events: 31 });
    expect(empty).toMatchObject({ events: 0, schemaVersion: null });
    expect(usual).toMatchObject({ events: 0, url: expect.stringContaining('/data/skills/') });
  });

  test('the three forms of a file URL name one file, and a path alone is refused', async () => {
    const relative = await jsonOf(['db', 'status', '--db', 'file:log.db'], { home });
    const url = await jsonOf(['db', 'status', '--db', `file://${join(home, 'log.db')}`], { home });

    expect([relative, url]).toMatchObject([{ events: 31 }, { events: 31 }]);
    expect((await runSkills(['top', '--db', join(home, 'log.db')], { home })).code).toBe(2);
  });

  test('a page for people and one for programs never mix', async () => {
    const help = await runSkills(['--json', 'top', '--help'], { home });
    const version = await runSkills(['--version'], { home });
    const own: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

    expect(help).toMatchObject({ code: 0, error: '' });
    expect(own).toMatchObject({ version: version.out.trim() });
  });
});

function takesClock(words: readonly string[]): boolean {
  return !['db', 'doctor', 'sessions'].includes(words[0] ?? '');
}
