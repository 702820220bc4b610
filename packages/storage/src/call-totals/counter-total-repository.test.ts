import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openTestLog } from '../../test/open-test-log.ts';
import { CounterTotalRepository } from './counter-total-repository.ts';

test('a counter is the sum of the rises of its number, whoever asks and however often', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 12 }), async (numbers) => {
      const { engine } = await openTestLog();
      const counters = [new CounterTotalRepository({ engine }), new CounterTotalRepository({ engine })];
      const seen: number[] = [];

      for (const [index, number] of [...numbers, ...numbers.slice(-1)].entries()) {
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        const raised = await counters[index % 2]?.raise(new Map([['tokens', number]]));
        seen.push(raised?.get('tokens')?.counted ?? Number.NaN);
      }

      const rises = numbers.map((number, index) => Math.max(0, number - (numbers[index - 1] ?? 0)));
      expect(seen.at(-1)).toBe(rises.reduce((sum, rise) => sum + rise, 0));
      expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    }),
    { numRuns: 30 },
  );
});
