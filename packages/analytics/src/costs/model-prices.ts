import type { DatedPrice } from '@skills/schema';

type PriceRow = readonly [
  names: string,
  input: number,
  output: number,
  cacheRead: number,
  writes: CacheWrites,
  from?: string,
];

/** What a cache write costs, in times the input price. */
type CacheWrites = readonly [short: number, long: number];

// Anthropic, and OpenAI from GPT-5.6 on, bill cache writes above plain input; the others bill them as input.
const dearer: CacheWrites = [1.25, 2];
const dearerOpenAi: CacheWrites = [1.25, 2.5];
const plain: CacheWrites = [1, 1];

/** The day on which the built-in list was last compared with what it was taken from. */
export const builtInPricesKnownOn = '2026-11-21';

// Standard rates for prompts of usual length, without batch, flex, fast or priority modes and regional premiums. Most Claude, GPT-5 and Gemini rows were compared with what ccusage 20.0.24 charges. Claude 5.x and
// Haiku 5.5 (prompts up to 100 000 tokens) follow Anthropic's pricing page as others quote it; GPT-6 Sol and 6.2 Sol
// OpenAI's model pages; GPT-5.6, GPT-6.1, GPT-6 Luna and Astra secondary notes; o1, o3-mini, o3-pro, gpt-5-pro and
// codex-mini what was published at their release. Google: prompts up to 200 000 tokens. A day stands where the price of a
// model changed (o3 on 10 June 2025); the other rows have held since the model is out.
const anthropicRows: readonly PriceRow[] = [
  ['fable-5-1 mythos-5-1', 10, 50, 0.25, dearer],
  ['fable-5 mythos-5', 10, 50, 1, dearer],
  ['opus-5-5', 4, 20, 0.2, dearer],
  ['opus-5 opus-4-8 opus-4-7 opus-4-6 opus-4-5', 5, 25, 0.5, dearer],
  ['opus-4-1 opus-4-0 opus-4 opus-3', 15, 75, 1.5, dearer],
  ['sonnet-5-5', 2, 10, 0.1, dearer],
  ['sonnet-5', 2, 10, 0.2, dearer],
  ['sonnet-4-6 sonnet-4-5 sonnet-4-0 sonnet-4 sonnet-3-7 sonnet-3-5 sonnet-3', 3, 15, 0.3, dearer],
  ['haiku-5-5', 0.1, 0.5, 0.01, dearer],
  ['haiku-4-5', 1, 5, 0.1, dearer],
  ['haiku-3-5', 0.8, 4, 0.08, dearer],
  ['haiku-3', 0.25, 1.25, 0.03, [1.2, 2]],
];

const openAiRows: readonly PriceRow[] = [
  ['gpt-6-astra', 10, 50, 1, dearerOpenAi],
  ['gpt-6.2-sol gpt-6.1-sol', 2, 10, 0.1, dearerOpenAi],
  ['gpt-6-sol', 2, 10, 0.2, dearerOpenAi],
  ['gpt-6.1-terra', 1, 5, 0.05, dearerOpenAi],
  ['gpt-6-luna', 0.1, 0.5, 0.01, dearerOpenAi],
  ['gpt-5.6-sol gpt-5.6', 4, 20, 0.4, dearerOpenAi],
  ['gpt-5.6-terra', 2, 12, 0.2, dearerOpenAi],
  ['gpt-5.6-luna', 0.2, 1.2, 0.02, dearerOpenAi],
  ['gpt-5.5', 5, 30, 0.5, plain],
  ['gpt-5.5-pro gpt-5.4-pro', 30, 180, 30, plain],
  ['gpt-5.4', 2.5, 15, 0.25, plain],
  ['gpt-5.4-mini', 0.75, 4.5, 0.075, plain],
  ['gpt-5.4-nano', 0.2, 1.25, 0.02, plain],
  ['gpt-5.3-codex gpt-5.3-chat gpt-5.3 gpt-5.2-codex gpt-5.2-chat gpt-5.2', 1.75, 14, 0.175, plain],
  ['gpt-5.1-codex-max gpt-5.1-codex gpt-5.1-chat gpt-5.1 gpt-5-codex gpt-5-chat gpt-5', 1.25, 10, 0.125, plain],
  ['gpt-5.1-codex-mini gpt-5-codex-mini gpt-5-mini', 0.25, 2, 0.025, plain],
  ['gpt-5-nano', 0.05, 0.4, 0.005, plain],
  ['gpt-5-pro', 15, 120, 15, plain],
  ['codex-mini', 1.5, 6, 0.375, plain],
  ['gpt-4.1', 2, 8, 0.5, plain],
  ['gpt-4.1-mini', 0.4, 1.6, 0.1, plain],
  ['gpt-4.1-nano', 0.1, 0.4, 0.025, plain],
  ['gpt-4o', 2.5, 10, 1.25, plain],
  ['gpt-4o-mini', 0.15, 0.6, 0.075, plain],
  ['o3', 10, 40, 2.5, plain],
  ['o3', 2, 8, 0.5, plain, '2025-06-10'],
  ['o4-mini', 1.1, 4.4, 0.275, plain],
  ['o3-mini', 1.1, 4.4, 0.55, plain],
  ['o3-pro', 20, 80, 20, plain],
  ['o1', 15, 60, 7.5, plain],
];

const googleRows: readonly PriceRow[] = [
  ['gemini-3.1-pro gemini-3-pro', 2, 12, 0.2, plain],
  ['gemini-3.5-flash', 1.5, 9, 0.15, plain],
  ['gemini-3-flash', 0.5, 3, 0.05, plain],
  ['gemini-2.5-pro', 1.25, 10, 0.125, plain],
  ['gemini-2.5-flash', 0.3, 2.5, 0.03, plain],
  ['gemini-2.5-flash-lite', 0.1, 0.4, 0.01, plain],
];

/** The list that comes with the program. */
export function builtInPrices(): readonly DatedPrice[] {
  return [
    ...anthropicRows.flatMap((row) => datedPrices(row, 'claude-')),
    ...[...openAiRows, ...googleRows].flatMap((row) => datedPrices(row, '')),
  ];
}

function datedPrices([names, input, output, cacheRead, writes, from]: PriceRow, prefix: string): DatedPrice[] {
  const price = { input, output, cacheRead, cacheWrite: input * writes[0], cacheWriteLong: input * writes[1] };
  const fromDay = from === undefined ? 0 : Date.parse(from) / 86_400_000;
  return names.split(' ').map((name) => ({ model: prefix + name, fromDay, price }));
}
