import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PriceList } from './price-list.ts';
import { priceUsage as usageAtPrice, type TokenUsage } from './price-usage.ts';

type ModelUsage = TokenUsage & { readonly model: string };

const today = Date.UTC(2026, 10, 21) / 86_400_000;
const list = new PriceList();

/** At the built-in price of its model. */
function priceUsage({ model, ...usage }: ModelUsage): number | undefined {
  const price = list.priceOf(model, today);
  return price && usageAtPrice(usage, price);
}

const nothing: ModelUsage = {
  model: 'claude-opus-4-5-20251101',
  inputTokens: 0,
  outputTokens: 0,
  cacheReadTokens: 0,
  cacheCreationTokens: 0,
  cacheCreation1hTokens: 0,
};

test('adds up every kind of token at its own price', () => {
  const usage = {
    ...nothing,
    inputTokens: 1_000,
    outputTokens: 2_000,
    cacheReadTokens: 100_000,
    cacheCreationTokens: 10_000,
    cacheCreation1hTokens: 4_000,
  };

  // 1 000 at 5, 2 000 at 25, 100 000 at 0.5, 6 000 at 6.25 and 4 000 at 10 dollars a million.
  expect(priceUsage(usage)).toBeCloseTo(0.005 + 0.05 + 0.05 + 0.0375 + 0.04, 12);
});

// Tokens of real transcripts by model, and what `ccusage daily --offline --json` of ccusage 20.0.24 charged for them:
// input, output, cache read, cache creation, of these for one hour, and USD.
test.each([
  ['claude-opus-4-6', 938, 20_395, 19_663_119, 928_083, 928_083, 19.6269545],
  ['claude-opus-4-5-20251101', 19_675, 38_438, 25_883_912, 1_948_075, 934_192, 29.67996975],
  ['claude-opus-4-1-20250805', 10, 219, 38_896, 7_313, 0, 0.21203775],
  ['claude-opus-4-20250514', 18, 105, 28_267, 41_369, 0, 0.82621425],
  ['claude-fable-5', 317, 66_512, 8_943_647, 192_794, 192_794, 16.128297],
  ['claude-sonnet-5', 402, 98_440, 17_029_210, 644_867, 644_867, 6.970514],
  ['claude-sonnet-4-6', 30, 1_045, 1_009_239, 37_678, 37_678, 0.5446047],
  ['claude-sonnet-4-5-20250929', 276, 56, 1_671_406, 204_194, 0, 1.2688173],
  ['claude-sonnet-4-20250514', 516, 8_080, 1_014_988, 113_310, 0, 0.8521569],
  ['claude-haiku-4-5-20251001', 1_358, 232, 2_318_007, 407_371, 207_564, 0.89920545],
] as const)('charges what ccusage charges for %s', (...[model, input, output, read, creation, creation1h, costUsd]) => {
  const usage = {
    model,
    inputTokens: input,
    outputTokens: output,
    cacheReadTokens: read,
    cacheCreationTokens: creation,
    cacheCreation1hTokens: creation1h,
  };

  expect(priceUsage(usage)).toBeCloseTo(costUsd, 9);
});

test('never charges less for the whole than for the parts', () => {
  const tokens = fc.integer({ min: 0, max: 1e12 });
  const usages = fc.record({
    model: fc.constantFrom('claude-sonnet-4-6', 'gpt-5-codex', 'gemini-2.5-pro'),
    inputTokens: tokens,
    outputTokens: tokens,
    cacheReadTokens: tokens,
    cacheCreationTokens: tokens,
    cacheCreation1hTokens: tokens,
  });

  fc.assert(
    fc.property(usages, usages, (a, b) => {
      const sum = {
        model: a.model,
        inputTokens: a.inputTokens + b.inputTokens,
        outputTokens: a.outputTokens + b.outputTokens,
        cacheReadTokens: a.cacheReadTokens + b.cacheReadTokens,
        cacheCreationTokens: a.cacheCreation1hTokens + b.cacheCreation1hTokens,
        cacheCreation1hTokens: a.cacheCreation1hTokens + b.cacheCreation1hTokens,
      };
      const [one, two, both] = [a, { ...b, model: a.model }, sum].map((usage) =>
        priceUsage({ ...usage, cacheCreationTokens: usage.cacheCreation1hTokens }),
      );

      expect(both).toBeCloseTo((one ?? NaN) + (two ?? NaN), 3);
    }),
  );
});

test('takes a part that is larger than its whole as the whole', () => {
  expect(priceUsage({ ...nothing, cacheCreationTokens: 1, cacheCreation1hTokens: 1e6 })).toBe(10);
});

test.each([-1, NaN, Infinity])('refuses %d tokens', (count) => {
  expect(() => priceUsage({ ...nothing, outputTokens: count })).toThrow(RangeError);
});
