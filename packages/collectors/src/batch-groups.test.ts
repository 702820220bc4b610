import type { CollectedBatch, SkillInvocation } from '@skills/schema';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BatchGroups } from './batch-groups.ts';
import type { ScanStep } from './scan-jobs.ts';

/** A batch of so many calls, which stand for its place in the list. */
function batchStep(calls: number, bytes = 0): ScanStep {
  const invocations: readonly SkillInvocation[] = Array.from({ length: calls });
  const none = { completions: [], usages: [], offers: [], sessions: [], projects: [], quarantined: [] };
  const counts = { bytes, lines: 0, skippedLines: 0, duplicates: 0, unfinishedLines: 0 };
  return { kind: 'batch', scanned: { batch: { invocations, ...none }, ...counts } };
}

async function* stepsOf(steps: readonly ScanStep[]): AsyncGenerator<ScanStep, void> {
  await Promise.resolve();
  yield* steps;
}

/** Calls of each batch, group by group. */
async function groupsOf(steps: readonly ScanStep[], watch = () => true): Promise<readonly (readonly number[])[]> {
  const groups = new BatchGroups(stepsOf(steps), watch);
  const found: number[][] = [];
  while (!groups.isOver) {
    const group: CollectedBatch[] = [];
    // oxlint-disable-next-line no-await-in-loop -- one group after the other
    for await (const batch of groups.group()) group.push(batch);
    found.push(group.map(({ invocations }) => invocations.length));
  }
  return found;
}

test('ends a group behind 65,536 rows', async () => {
  expect(await groupsOf([batchStep(60_000), batchStep(6000), batchStep(1), batchStep(70_000), batchStep(2)])).toEqual([
    [60_000, 6000],
    [1, 70_000],
    [2],
  ]);
});

test('ends a group behind 512 MiB, however little was found in them', async () => {
  const half = 256 * 1024 * 1024;

  expect(await groupsOf([batchStep(1, half), batchStep(2, half), batchStep(3, half)])).toEqual([[1, 2], [3]]);
});

test('hands on every batch once and in order', async () => {
  const sizes = fc.array(fc.nat(40_000), { maxLength: 12 });

  await fc.assert(
    fc.asyncProperty(sizes, async (calls) => {
      const groups = await groupsOf(calls.map((count) => batchStep(count)));

      expect(groups.flat()).toEqual(calls);
    }),
    { numRuns: 30 },
  );
});

test('ends behind the step at which the watcher stops', async () => {
  const seen: ScanStep[] = [];
  const steps: readonly ScanStep[] = [batchStep(1), { kind: 'end', path: 'a' }, batchStep(2)];
  const groups = new BatchGroups(stepsOf(steps), (step) => seen.push(step) < 2);

  const handedOn: CollectedBatch[] = [];
  for await (const batch of groups.group()) handedOn.push(batch);

  expect(handedOn).toHaveLength(1);
  expect(groups.isOver).toBe(true);
});
