import type { ModelPrice } from '@skills/schema';
import { describe, expect, test } from 'vitest';
import { builtInPrices, builtInPricesKnownOn } from './model-prices.ts';
import { PriceList } from './price-list.ts';

const list = new PriceList();
const today = Date.parse(builtInPricesKnownOn) / 86_400_000;

function modelPrice(name: string): ModelPrice | undefined {
  return list.priceOf(name, today);
}

describe('the name of a model', () => {
  test.each([
    ['claude-opus-4-5', 'claude-opus-4-5-20251101'],
    ['claude-opus-4-5', 'claude-opus-4.5'],
    ['claude-opus-4-5', 'anthropic/claude-opus-4-5'],
    ['claude-opus-4-5', 'us.anthropic.claude-opus-4-5-20251101-v1:0'],
    ['claude-opus-4-5', 'claude-opus-4-5@20251101'],
    ['claude-opus-4-5', 'Claude-Opus-4-5[1m]'],
    ['claude-opus-4', 'claude-opus-4-20250514'],
    ['claude-opus-4', 'claude-4-opus-20250514'],
    ['claude-sonnet-3-5', 'claude-3-5-sonnet-20241022'],
    ['claude-sonnet-3-5', 'anthropic.claude-3-5-sonnet-20241022-v2:0'],
    ['claude-sonnet-3-7', 'claude-3-7-sonnet-latest'],
    ['claude-haiku-3', 'claude-3-haiku-20240307'],
    ['gpt-5.1-codex', 'openrouter/openai/gpt-5.1-codex'],
    ['gpt-4o', 'gpt-4o-2024-08-06'],
    ['gpt-5', 'openai/gpt-5-2025-08-07'],
    ['gemini-3-pro', 'google/gemini-3-pro-preview'],
  ])('%s is also known as %s', (plain, name) => {
    expect(modelPrice(plain)).toBeDefined();
    expect(modelPrice(name)).toBe(modelPrice(plain));
  });

  test.each([
    '',
    '<synthetic>',
    'sonnet',
    'claude',
    'claude-opus-9',
    'claude-sonnet-4-5-20250929-fast',
    'gpt-5.1-codex-ultra',
    'gpt-50',
    'my-gpt-5',
    'llama-3.1-8b',
    'toString',
    '__proto__',
  ])('%o has no price', (name) => {
    expect(modelPrice(name)).toBeUndefined();
  });
});

// USD per million: input, output, cache read, cache write. What `ccusage daily --offline --json` of ccusage 20.0.24
// charged for one message of 100 000 tokens of one kind.
test.each([
  ['claude-fable-5', 10, 50, 1, 12.5],
  ['claude-fable-5-1', 10, 50, 0.25, 12.5],
  ['claude-opus-5', 5, 25, 0.5, 6.25],
  ['claude-opus-4-8', 5, 25, 0.5, 6.25],
  ['claude-opus-4-5-20251101', 5, 25, 0.5, 6.25],
  ['claude-opus-4-1-20250805', 15, 75, 1.5, 18.75],
  ['claude-sonnet-5', 2, 10, 0.2, 2.5],
  ['claude-sonnet-4-6', 3, 15, 0.3, 3.75],
  ['claude-haiku-4-5-20251001', 1, 5, 0.1, 1.25],
  ['claude-3-5-haiku-20241022', 0.8, 4, 0.08, 1],
  ['claude-3-haiku-20240307', 0.25, 1.25, 0.03, 0.3],
] as const)('%s costs what ccusage charges', (...[model, input, output, cacheRead, cacheWrite]) => {
  const price = modelPrice(model);

  expect(price).toMatchObject({ input, output, cacheRead });
  expect(price?.cacheWrite).toBeCloseTo(cacheWrite, 12);
  expect(price?.cacheWriteLong).toBeCloseTo(2 * input, 12);
});

// As above; ccusage also charges cache writes of these models, which their providers bill as input.
test.each([
  ['gpt-5.5', 5, 30, 0.5],
  ['gpt-5.4', 2.5, 15, 0.25],
  ['gpt-5.4-mini', 0.75, 4.5, 0.075],
  ['gpt-5.4-nano', 0.2, 1.25, 0.02],
  ['gpt-5.3-codex', 1.75, 14, 0.175],
  ['gpt-5.2-codex', 1.75, 14, 0.175],
  ['gpt-5.1-codex-max', 1.25, 10, 0.125],
  ['gpt-5.1-codex-mini', 0.25, 2, 0.025],
  ['gpt-5-codex', 1.25, 10, 0.125],
  ['gpt-5-mini', 0.25, 2, 0.025],
  ['gpt-5-nano', 0.05, 0.4, 0.005],
  ['gpt-4.1', 2, 8, 0.5],
  ['gpt-4.1-mini', 0.4, 1.6, 0.1],
  ['gpt-4o', 2.5, 10, 1.25],
  ['gpt-4o-mini', 0.15, 0.6, 0.075],
  ['gemini-3.1-pro-preview', 2, 12, 0.2],
  ['gemini-3.5-flash', 1.5, 9, 0.15],
  ['gemini-3-flash-preview', 0.5, 3, 0.05],
  ['gemini-2.5-pro', 1.25, 10, 0.125],
  ['gemini-2.5-flash', 0.3, 2.5, 0.03],
  ['gemini-2.5-flash-lite', 0.1, 0.4, 0.01],
] as const)('%s costs what ccusage charges, cache writes aside', (...[model, input, output, cacheRead]) => {
  expect(modelPrice(model)).toEqual({ input, output, cacheRead, cacheWrite: input, cacheWriteLong: input });
});

// What OpenAI published; see the sources in model-prices.ts.
test.each([
  ['gpt-6-sol', 2, 10, 0.2, 2.5, 5],
  ['gpt-6.2-sol', 2, 10, 0.1, 2.5, 5],
  ['o3', 2, 8, 0.5, 2, 2],
  ['o4-mini', 1.1, 4.4, 0.275, 1.1, 1.1],
] as const)('%s costs what its vendor published', (model, ...expected) => {
  const price = modelPrice(model);

  expect([price?.input, price?.output, price?.cacheRead, price?.cacheWrite, price?.cacheWriteLong]).toEqual(expected);
});

test('every built-in price is of one model and day, and dear writing is not cheaper than reading from the cache', () => {
  const prices = builtInPrices();

  expect(new Set(prices.map(({ model, fromDay }) => `${model} ${fromDay}`)).size).toBe(prices.length);
  for (const { price } of prices) expect(price.cacheWriteLong).toBeGreaterThanOrEqual(price.cacheRead);
});
