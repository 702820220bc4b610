import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSameUsage, mergeUsageViews, type UsageView } from './usage-view.ts';

const count = fc.nat(5);
const name = fc.constantFrom('a', 'b', 'c');
const view: fc.Arbitrary<UsageView> = fc.record({
  atMs: fc.nat(5),
  session: name,
  project: fc.option(name),
  model: fc.constantFrom('(unknown)', 'haiku', 'opus'),
  skill: fc.option(name),
  agent: fc.option(name),
  tokens: fc.record({ input: count, output: count, cacheRead: count, cacheCreation: count, cacheCreation1h: count }),
  costUsd: fc.option(fc.nat(3)),
});

test('views of a message merge to the same in every order and however often', () => {
  fc.assert(
    fc.property(view, view, view, (a, b, c) => {
      const merged = mergeUsageViews(mergeUsageViews(a, b), c);

      expect(mergeUsageViews(a, mergeUsageViews(c, b))).toEqual(merged);
      expect(mergeUsageViews(merged, b)).toEqual(merged);
      expect(isSameUsage(merged, mergeUsageViews(merged, a))).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test('the model is that of the view with the most output, and counts never fall', () => {
  fc.assert(
    fc.property(view, view, (a, b) => {
      const merged = mergeUsageViews(a, b);
      const longer = a.tokens.output > b.tokens.output ? a : b;

      expect(merged.tokens.output).toBe(longer.tokens.output);
      expect(a.tokens.output === b.tokens.output || merged.model === longer.model).toBe(true);
      expect(merged.tokens.input).toBe(Math.max(a.tokens.input, b.tokens.input));
    }),
  );
});
