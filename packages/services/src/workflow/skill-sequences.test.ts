import { simulateWorld, worldOfScale } from '@skills/simulation';
import { expect, test } from 'vitest';
import { simulatedLog } from '../../test/simulated-log.ts';
import { SkillSequences } from './skill-sequences.ts';

const nowMs = Date.UTC(2026, 1, 10, 12);
const window = { sinceMs: 0, untilMs: nowMs, bucket: 'day' } as const;
const world = worldOfScale('medium', { seed: 2, nowMs });
const sequences = new SkillSequences(simulatedLog([...simulateWorld(world)].flatMap(({ invocations }) => invocations)));

test('knows the planted sequences: what follows one skill, and what follows two', async () => {
  const afterOne = await sequences.next({ window, skillNames: ['lint-fix'], limit: 3 });
  const afterTwo = await sequences.next({ window, skillNames: ['terraform-plan', 'terraform-apply'], limit: 3 });

  // Planted: 0.75 and 0.7 of the sessions go on.
  expect(afterOne.next[0]).toMatchObject({ skillName: 'unit-test' });
  expect(afterOne.next[0]?.probability).toBeCloseTo(0.75, 1);
  expect(afterTwo.next[0]).toMatchObject({ skillName: 'smoke-test' });
  expect(afterTwo.next[0]?.probability).toBeCloseTo(0.7, 1);
  expect(afterTwo.next[0]?.lift).toBeGreaterThan(10);
  expect(afterTwo.next[0]?.medianGapSeconds).toBeGreaterThan(0);
});

test('names the next skill of later sessions clearly more often than the order of use does', async () => {
  const { evaluation } = await sequences.next({ window, skillNames: ['lint-fix'], limit: 1, evaluate: true });
  const withTools = await sequences.next({ window, skillNames: ['Bash'], limit: 1, evaluate: true });

  for (const found of [evaluation, withTools.evaluation]) {
    const gain = (at: 'at1' | 'at5'): number => (found?.model[at] ?? 0) - (found?.popularity[at] ?? 1);
    expect(gain('at1')).toBeGreaterThan(5 * (found?.differenceStandardError.at1 ?? 1));
    expect(gain('at5')).toBeGreaterThan(5 * (found?.differenceStandardError.at5 ?? 1));
  }
  expect(evaluation?.model.at1).toBeGreaterThan(1.5 * (evaluation?.popularity.at1 ?? 1));
});

test('passes tools over, unless one is asked about or a kind is given', async () => {
  const kindsOf = async (skillName: string, kind?: 'tool'): Promise<number> =>
    (await sequences.next({ window, skillNames: [skillName], limit: 1, kind })).kinds.length;

  expect([await kindsOf('lint-fix'), await kindsOf('Bash'), await kindsOf('Bash', 'tool')]).toEqual([5, 8, 1]);
  await expect(sequences.next({ window, skillNames: ['lint-fix'], limit: 1, kind: 'tool' })).rejects.toMatchObject({
    code: 'not-found',
  });
  await expect(sequences.next({ window, skillNames: ['nothing'], limit: 1 })).rejects.toThrow(/"nothing" did not run/);
});

test('finds the planted sequences among the common workflows first', async () => {
  const { workflows, sessions } = await sequences.workflows({ window, limit: 4 });

  expect(workflows.map(({ skillNames }) => skillNames)).toEqual([
    ['lint-fix', 'unit-test'],
    ['terraform-plan', 'terraform-apply'],
    ['lint-fix', 'unit-test', 'code-review'],
    ['terraform-plan', 'terraform-apply', 'smoke-test'],
  ]);
  expect(workflows[2]?.support).toBeCloseTo(0.3 * 0.75 * 0.6, 1);
  expect((workflows[2]?.sessions ?? 0) / sessions).toBe(workflows[2]?.support);
});
