import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CollectResult, CostsResult, SkillEvent, TopResult } from '@skills/schema';
import {
  collectResultSchema,
  costsResultSchema,
  hourlyResultSchema,
  sessionListResultSchema,
  showResultSchema,
  skillEventSchema,
  topResultSchema,
} from '@skills/schema';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jsonOf, runSkills } from './run-skills.ts';
import type { TranscriptTruth } from './transcript-truth.ts';
import {
  expectedCalls,
  expectedDurations,
  expectedFailures,
  expectedTokens,
  readTruth,
  summed,
} from './transcript-truth.ts';

const fixtures = fileURLToPath(
  new URL('../../../packages/collectors/test/fixtures/claude-code/transcripts', import.meta.url),
);
const shared = fileURLToPath(new URL('../../../../shared/data', import.meta.url));
const home = mkdtempSync(join(tmpdir(), 'skills-truth-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

type Answers = {
  readonly code: number | null;
  readonly collected: CollectResult;
  readonly top: TopResult;
  readonly costs: CostsResult;
  readonly sessionIds: readonly string[];
  readonly events: readonly SkillEvent[];
};

/** Everything that the command says about a folder of transcripts. */
async function answersOf(source: string, folder: string): Promise<Answers> {
  const db = ['--db', `file:${join(home, `${basename(folder)}.db`)}`];
  const collect = await runSkills(['collect', source, '--from', folder, ...db, '--json'], { home });
  const since = ['--since', 'all', ...db];
  const [top, costs, sessions, exported] = await Promise.all([
    jsonOf(['top', '--limit', '10000', ...since], { home }),
    jsonOf(['costs', ...since], { home }),
    jsonOf(['sessions', 'list', '--limit', '10000', ...db], { home }),
    runSkills(['export', 'ndjson', ...db], { home }),
  ]);
  const lines = exported.out.split('\n').filter((line) => line !== '');
  return {
    code: collect.code,
    collected: collectResultSchema.parse(JSON.parse(collect.out)),
    top: topResultSchema.parse(top),
    costs: costsResultSchema.parse(costs),
    sessionIds: sessionListResultSchema.parse(sessions).sessions.map(({ sessionId }) => sessionId),
    events: lines.map((line) => skillEventSchema.parse(JSON.parse(line))),
  };
}

type Named = { readonly kind: string; readonly skillName: string };
const keyOf = ({ kind, skillName }: Named): string => `${kind} ${skillName}`;
const isTool = ({ kind }: Named): boolean => kind === 'tool' || kind === 'mcp_tool';

/** Counts of calls, lines, sessions and tokens: what every truth says. */
function expectCounts(answers: Answers, truth: TranscriptTruth): void {
  const { code, collected, top, costs, sessionIds, events } = answers;
  const calls = expectedCalls(truth);
  const total = Object.values(calls).reduce((sum, count) => sum + count, 0);

  expect(summed(top.skills.map((row) => [keyOf(row), row.invocations]))).toEqual(calls);
  expect(summed(events.map((event) => [keyOf(event), 1]))).toEqual(calls);
  expect(collected.sources).toMatchObject([{ files: truth.files.length, lines: truth.lines, events: total }]);
  expect(collected.sources.flatMap(({ errors }) => errors)).toHaveLength(truth.malformedLines);
  expect(code).toBe(truth.malformedLines === 0 ? 0 : 3);
  expect(sessionIds.toSorted()).toEqual(truth.sessionIds);
  expect(costs.tokens).toEqual(expectedTokens(truth));
  // Messages known from copies only may be of other models.
  expect(costs.byModel.map(({ model }) => model)).toEqual(expect.arrayContaining(Object.keys(truth.tokensByModel)));
  const sidechainUses = Object.values(truth.toolUses.byNameSidechain).reduce((sum, count) => sum + count, 0);
  expect(events.filter((event) => isTool(event) && typeof event.agentId === 'string')).toHaveLength(
    sidechainUses + truth.embeddedAgentProgress.toolUses,
  );
  expect(
    Object.fromEntries(
      costs.bySkill.flatMap(({ skillName, messages, tokens }) =>
        skillName === null ? [] : [[skillName, { messages, tokens }]],
      ),
    ),
  ).toEqual(
    Object.fromEntries(
      Object.entries(truth.attribution.bySkill).map(([name, { messages, tokens }]) => [name, { messages, tokens }]),
    ),
  );
}

/** Outcomes, durations and models, of which a truth is silent where calls are known from copies only. */
function expectOutcomes({ top, costs }: Answers, truth: TranscriptTruth): void {
  const tools = top.skills.filter(isTool);

  expect(summed(tools.flatMap(({ skillName, failed }) => (failed > 0 ? [[skillName, failed] as const] : [])))).toEqual(
    expectedFailures(truth),
  );
  for (const [name, { meanMs, minMs, maxMs }] of expectedDurations(truth)) {
    const row = tools.find(({ skillName }) => skillName === name);
    expect(row?.averageDurationSeconds).toBeCloseTo(meanMs / 1000, 3);
    // The sketch is good to a few percent.
    expect(row?.p50DurationSeconds).toBeGreaterThanOrEqual((minMs / 1000) * 0.95);
    expect(row?.p95DurationSeconds).toBeLessThanOrEqual((maxMs / 1000) * 1.05);
  }
  expect(
    Object.fromEntries(costs.byModel.map(({ model, messages, tokens }) => [model, { messages, ...tokens }])),
  ).toEqual(truth.tokensByModel);
}

/** Rates follow from counts, and the interval holds the rate. */
function expectConsistency({ top }: Answers): void {
  for (const { invocations, completed, failed, completionRate, ...row } of top.skills) {
    const known = completed + failed;
    expect(known).toBeLessThanOrEqual(invocations);
    expect(completionRate).toEqual(known === 0 ? null : completed / known);
    expect(row.completionRateLower ?? 0).toBeLessThanOrEqual(completionRate ?? 0);
    expect(row.completionRateUpper ?? 1).toBeGreaterThanOrEqual(completionRate ?? 1);
  }
}

const wholeSets = setsIn(fixtures);

describe('on the transcripts in the repository, the command tells what an independent counter tells', () => {
  test.for(wholeSets)('of %s', async (set) => {
    const truth = readTruth(join(fixtures, set, '_SET.truth.json'));

    const answers = await answersOf('claude-code', join(fixtures, set));

    expect(answers.collected).toMatchObject({ quarantined: truth.malformedLines });
    expectCounts(answers, truth);
    expectConsistency(answers);
    if (truth.embeddedAgentProgress.toolUses === 0) expectOutcomes(answers, truth);
  });

  test('and show repeats the row of top, and the hours add up to it', async () => {
    const db = ['--db', `file:${join(home, 'once.db')}`, '--since', 'all', '--now', '2026-11-01T00:00:00Z'];
    await runSkills(['collect', 'claude-code', '--from', join(fixtures, 'chiphuyen__sniffly'), ...db.slice(0, 2)], {
      home,
    });

    const [top, shown, hourly] = await Promise.all([
      jsonOf(['top', ...db], { home }),
      jsonOf(['show', 'Bash', ...db], { home }),
      jsonOf(['hourly', ...db], { home }),
    ]);

    const { skills } = topResultSchema.parse(top);
    const { hours } = hourlyResultSchema.parse(hourly);
    const row = skills.find(({ skillName }) => skillName === 'Bash');
    expect(showResultSchema.parse(shown)).toMatchObject({ ...row });
    expect(summed(hours.map((hour) => [keyOf(hour), hour.invocations]))).toEqual(
      summed(skills.map((skill) => [keyOf(skill), skill.invocations])),
    );
  });
});

// 20 MB beside the checkout on the machines that build this, not in it.
describe.skipIf(!existsSync(shared))('on the shared transcripts, which a clone lacks', () => {
  const truths = join(shared, 'truth', 'claude-code');
  const transcripts = join(shared, 'transcripts', 'claude-code');
  const others = setsIn(truths).filter((set) => !wholeSets.includes(set));

  test.for(others)('of %s', async (set) => {
    const truth = readTruth(join(truths, set, '_SET.truth.json'));

    const answers = await answersOf('claude-code', join(transcripts, set));

    expect(answers.collected).toMatchObject({ quarantined: truth.malformedLines });
    expectCounts(answers, truth);
    expectConsistency(answers);
    if (truth.embeddedAgentProgress.toolUses === 0) expectOutcomes(answers, truth);
  });

  test('of all of them together', async () => {
    const strict = readTruth(join(truths, '_ALL.truth.json'));
    const truth = { ...readTruth(join(truths, '_ALL.recovered.truth.json')), malformedLines: strict.malformedLines };
    const real = join(home, 'all');
    cpSync(transcripts, real, { recursive: true, filter: (path) => basename(path) !== 'zz-derived' });

    const answers = await answersOf('claude-code', real);

    expect(answers.collected).toMatchObject({ quarantined: truth.malformedLines });
    expectCounts(answers, truth);
    expectConsistency(answers);
  });
});

describe('on other sources', () => {
  const collectors = fileURLToPath(new URL('../../../packages/collectors/test/fixtures', import.meta.url));

  describe('a Codex rollout', () => {
    let answers: Answers;
    beforeAll(async () => {
      answers = await answersOf('codex', join(collectors, 'codex/agentv'));
    });

    // Its truth file stands beside it: 23 calls, 3 of them with an exit code other than 0.
    test('is told as an independent counter tells it', () => {
      expect(summed(answers.top.skills.map((row) => [keyOf(row), row.invocations]))).toEqual({
        'tool apply_patch': 1,
        'tool exec_command': 20,
        'tool update_plan': 2,
      });
      expect(answers.top.skills.reduce((sum, { failed }) => sum + failed, 0)).toBe(3);
      expect(answers.sessionIds).toEqual(['019ed836-b1da-78f1-8a0c-e598363d10f4']);
      expect(answers.costs.tokens).toEqual({
        input: 266_714 - 230_656,
        output: 2958,
        cacheRead: 230_656,
        cacheCreation: 0,
      });
      expectConsistency(answers);
    });
  });

  // session-buddy.truth.json
  test.for([
    [
      'v4-schema',
      {
        'code-review': [15, 12, 280.186],
        'crackerjack-run': [14, 11, 361.432],
        'session-checkpoint': [8, 7, 141.56],
        'session-start': [10, 6, 117.864],
        'test-fix': [13, 10, 186.161],
      },
    ],
    [
      'json-v1-session-buddy',
      {
        'code-review': [8, 7, 112.013085],
        'crackerjack-run': [13, 13, 119.809907],
        'session-checkpoint': [9, 9, 160.111289],
      },
    ],
  ] as const)('session-buddy, %s, is told as an independent counter tells it', async ([folder, expected]) => {
    const answers = await answersOf('session-buddy', join(collectors, 'session-buddy', folder));

    const completedSeconds = (name: string): number =>
      answers.events
        .filter((event) => event.skillName === name && event.completed === true)
        .reduce((sum, event) => sum + (event.durationSeconds ?? 0), 0);
    expect(
      Object.fromEntries(
        answers.top.skills.map(({ skillName, invocations, completed }) => [
          skillName,
          [invocations, completed, expect.closeTo(completedSeconds(skillName), 5)],
        ]),
      ),
    ).toEqual(expected);
    expectConsistency(answers);
  });
});

/** Folders with a truth of all their files together. */
function setsIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((set) => existsSync(join(folder, set, '_SET.truth.json')));
}
