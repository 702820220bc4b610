import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codexUsage, responseUsage } from './cumulative-usage.ts';
import type { CodexUsage } from './cumulative-usage.ts';

const usage = (input: number, output: number): CodexUsage => ({
  input,
  output,
  cachedInput: 0,
  cacheWriteInput: 0,
  total: input + output,
});

test('responses add up to the last total, repeats included', () => {
  const step = fc.record({ input: fc.nat(1e6), output: fc.nat(1e5), repeats: fc.integer({ min: 1, max: 3 }) });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1 }), (steps) => {
      let previous: CodexUsage | undefined;
      let total = usage(0, 0);
      let sum = 0;
      for (const { input, output, repeats } of steps) {
        total = usage(total.input + input, total.output + output);
        for (let repeat = 0; repeat < repeats; repeat += 1) {
          sum += responseUsage(previous, { total, last: usage(input, output), inherited: false })?.total ?? 0;
          previous = total;
        }
      }
      expect(sum).toBe(total.total);
    }),
  );
});

test('takes the response alone when the first total holds what a parent used', () => {
  const event = { total: usage(1_000_000, 50), last: usage(10, 5), inherited: true };

  expect(responseUsage(undefined, event)).toEqual(usage(10, 5));
});

test('takes the response alone when the counter started anew', () => {
  const event = { total: usage(30, 5), last: usage(20, 4), inherited: false };

  expect(responseUsage(usage(1000, 100), event)).toEqual(usage(20, 4));
});

test.each([[undefined], [null], ['x'], [[]]])('codexUsage finds no counters in %j', (value) => {
  expect(codexUsage(value)).toBeUndefined();
});

test('codexUsage reads what is no count as 0', () => {
  const counters = { input_tokens: -1, output_tokens: 1.5, cached_input_tokens: '3', cache_write_input_tokens: 1e300 };

  expect(codexUsage(counters)).toEqual(usage(0, 0));
});
