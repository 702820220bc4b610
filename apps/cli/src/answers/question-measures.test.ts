import type { Measures } from '@skills/composition';
import { expect, test, vi } from 'vitest';
import { commandTable } from '../command-table.ts';
import { QuestionMeasures } from './question-measures.ts';

type Written = Parameters<Measures['record']>[0];

function opened(everyMs = 60_000): { readonly written: Written[]; readonly measures: QuestionMeasures } {
  const written: Written[] = [];
  const measures = new QuestionMeasures({
    commands: commandTable,
    measures: { record: async (sums) => void written.push(sums) },
    nowMs: () => 5,
    everyMs,
    onError: () => undefined,
  });
  return { written, measures };
}

const none = new URLSearchParams();

test('sums how often each question was asked and each skill asked about, and writes that once', async () => {
  const { written, measures } = opened();
  const answer = measures.measured(async () => '{}');

  await answer(['top'], none);
  await answer(['top'], none);
  await answer(['show', 'review'], none);
  expect(written).toEqual([]);
  await measures[Symbol.asyncDispose]();

  expect(written).toEqual([
    [
      expect.objectContaining({ kind: 'query', name: 'top', runs: 2, hasFailed: false, atMs: 5 }),
      expect.objectContaining({ kind: 'query', name: 'show', runs: 1 }),
      expect.objectContaining({ kind: 'request', name: 'review', runs: 1 }),
    ],
  ]);
});

test('counts a question that fails as failed, its skill as not asked about, and no path that is no question', async () => {
  const { written, measures } = opened();
  const answer = measures.measured(() => Promise.reject(new Error('no such skill')));

  await expect(answer(['show', 'x'], none)).rejects.toThrow('no such skill');
  await expect(answer(['nothing', 'of', 'ours'], none)).rejects.toThrow('no such skill');
  await measures[Symbol.asyncDispose]();

  expect(written).toEqual([[expect.objectContaining({ kind: 'query', name: 'show', runs: 1, hasFailed: true })]]);
});

test('writes at its interval, and nothing when nobody asked', async () => {
  const { written, measures } = opened(10);
  await measures.measured(async () => '{}')(['top'], none);

  await vi.waitFor(() => expect(written).toHaveLength(1));
  await measures[Symbol.asyncDispose]();

  expect(written).toHaveLength(1);
});
