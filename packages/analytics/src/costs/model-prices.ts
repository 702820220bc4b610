/** USD per million tokens. */
export type ModelPrice = {
  readonly input: number;
  readonly output: number;
  /** Input served from a cache. */
  readonly cacheRead: number;
  /** Input written to a cache that lives five minutes (30 for OpenAI), and one hour (12 for OpenAI). */
  readonly cacheWrite: number;
  readonly cacheWriteLong: number;
};

type PriceRow = readonly [names: string, input: number, output: number, cacheRead: number, writes: CacheWrites];

/** What a cache write costs, in times the input price. */
type CacheWrites = readonly [short: number, long: number];

// Anthropic, and OpenAI from GPT-5.6 on, bill cache writes above plain input; the others bill them as input.
const dearer: CacheWrites = [1.25, 2];
const dearerOpenAi: CacheWrites = [1.25, 2.5];
const plain: CacheWrites = [1, 1];

// Standard rates for prompts of usual length, without batch, flex, fast or priority modes and regional premiums, as known
// in November 2026. Most Claude, GPT-5 and Gemini rows were compared with what ccusage 20.0.24 charges. Claude 5.x and
// Haiku 5.5 (prompts up to 100 000 tokens) follow Anthropic's pricing page as others quote it; GPT-6 Sol and 6.2 Sol
// OpenAI's model pages; GPT-5.6, GPT-6.1, GPT-6 Luna and Astra secondary notes; o1, o3-mini, o3-pro, gpt-5-pro and
// codex-mini what was published at their release. Google: prompts up to 200 000 tokens.
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
  ['o3', 2, 8, 0.5, plain],
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

const prices: ReadonlyMap<string, ModelPrice> = new Map([
  ...anthropicRows.flatMap((row) => priced(row, 'claude-')),
  ...[...openAiRows, ...googleRows].flatMap((row) => priced(row, '')),
]);

function priced(
  [names, input, output, cacheRead, writes]: PriceRow,
  prefix: string,
): (readonly [string, ModelPrice])[] {
  const price = { input, output, cacheRead, cacheWrite: input * writes[0], cacheWriteLong: input * writes[1] };
  return names.split(' ').map((name) => [prefix + name, price] as const);
}

/**
 * Price of a model, by the name that a transcript, a cloud or a router gives it: `claude-opus-4-5-20251101`,
 * `claude-sonnet-4.6`, `us.anthropic.claude-3-5-haiku-20241022-v1:0`, `openrouter/openai/gpt-5.1-codex`,
 * `claude-sonnet-4-5[1m]`. Newer and unknown models have no price: a guess would look like a fact.
 *
 * @example
 * modelPrice('claude-haiku-4-5-20251001')?.output; // 5
 */
export function modelPrice(model: string): ModelPrice | undefined {
  return prices.get(plainModelName(model));
}

/** Without provider, release date, snapshot and context-window marks; Claude's dots and word order made one. */
function plainModelName(model: string): string {
  const name = model
    .toLowerCase()
    .replace(/^.*[/]/, '')
    .replace(/^(?:[a-z]{2,6}\.)?(?:anthropic|openai|google)[.:]/, '')
    .replace(/\[1m\]$/, '')
    .replace(/-v\d+(?::\d+)?$/, '')
    .replace(/[-@](?:20\d{6}|20\d{2}-\d{2}-\d{2})$/, '')
    .replace(/-(?:latest|preview)$/, '');
  if (!name.startsWith('claude-')) return name;
  return name.replaceAll('.', '-').replace(/^claude-(\d+(?:-\d+)?)-([a-z]+)$/, 'claude-$2-$1');
}
