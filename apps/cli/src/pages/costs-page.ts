import type { CostsResult, HumanEffort, TokenCounts } from '@skills/schema';
import type { Page } from '../output.ts';
import {
  formatBytes,
  formatCount,
  formatCountOf,
  formatDuration,
  formatTokens,
  formatUsd,
  safeText,
} from '@skills/text';
import { renderTable } from '../terminal/table.ts';
import type { Column } from '../terminal/table.ts';
import { emptyState, heading } from './page-parts.ts';

type Share = { readonly messages: number; readonly tokens: TokenCounts; readonly costUsd: number | null };

type SkillShare = CostsResult['bySkill'][number];

const mostSkills = 15;

/** Tokens and price for a person. */
export function costsPage(result: CostsResult, page: Page): readonly string[] {
  const { style } = page;
  const title = heading('Costs', result.window, page);
  if (result.byModel.length === 0) return [title, '', ...emptyState('No tokens are known for this window.', page)];
  const unpriced =
    result.unpricedTokens === 0
      ? []
      : [
          style.yellow(`  ${formatTokens(result.unpricedTokens)} tokens are of models without a known price:`),
          style.yellow(`  ${safeText(result.unpricedModels.join(', '), page.width - 2)}`),
        ];
  return [
    title,
    '',
    `  ${style.bold(formatUsd(result.costUsd))} at list price for ${tokensText(result.tokens)}`,
    ...unpriced,
    ...successLine(result),
    `  ${formatUsd(result.costing.executionCosts24h)} in the last day (whole UTC days) for ${formatCountOf(result.apiUsage.totalTasks24h, 'call')}`,
    `  Keeping the database: ${storageText(result)}`,
    ...effortLine(result.humanEffort),
    '',
    style.bold('By model'),
    ...renderTable(
      result.byModel,
      shareColumns('model', (share) => share.model),
      page,
    ),
    '',
    style.bold('By skill'),
    ...renderTable(
      result.bySkill.slice(0, mostSkills),
      [...shareColumns<SkillShare>('skill', (share) => share.skillName ?? '(no skill)'), successColumn],
      page,
    ),
  ];
}

export function tokensText({ input, output, cacheRead, cacheCreation }: TokenCounts): string {
  const total = input + output + cacheRead + cacheCreation;
  return `${formatTokens(total)} tokens (${formatTokens(output)} written, ${formatTokens(cacheRead)} from cache)`;
}

function shareColumns<Row extends Share>(header: string, name: (row: Row) => string): readonly Column<Row>[] {
  return [
    { header, cell: (row) => safeText(name(row), 60), shrinkTo: 28 },
    { header: 'messages', align: 'right', cell: ({ messages }) => formatCount(messages), dispensable: 2 },
    { header: 'input', align: 'right', cell: ({ tokens }) => formatTokens(tokens.input) },
    { header: 'output', align: 'right', cell: ({ tokens }) => formatTokens(tokens.output) },
    { header: 'cache read', align: 'right', cell: ({ tokens }) => formatTokens(tokens.cacheRead), dispensable: 1 },
    { header: 'cache write', align: 'right', cell: ({ tokens }) => formatTokens(tokens.cacheCreation), dispensable: 3 },
    { header: 'cost', align: 'right', cell: ({ costUsd }) => formatUsd(costUsd) },
  ];
}

const successColumn: Column<SkillShare> = {
  header: 'a success',
  align: 'right',
  cell: ({ outcomes }) => smallUsd(outcomes?.costPerSuccess?.usd ?? null),
  dispensable: 4,
};

function successLine({ outcomes }: CostsResult): readonly string[] {
  const { costPerSuccess, completed } = outcomes;
  if (costPerSuccess === null) return [];
  const { usd, lower, upper } = costPerSuccess;
  const range = `${smallUsd(lower)} to ${smallUsd(upper)}`;
  return [`  ${smallUsd(usd)} for each call that succeeds (${range}), by ${formatCount(completed)} known`];
}

/** Below a dollar two digits that say something: one call costs cents or less. */
function smallUsd(usd: number | null): string {
  return usd === null || usd === 0 || usd >= 1 ? formatUsd(usd) : `$${Number(usd.toPrecision(2))}`;
}

function storageText({ storage }: CostsResult): string {
  const size = storage.sizeBytes === null ? 'on a server' : formatBytes(storage.sizeBytes);
  return `${size}, ${formatUsd(storage.costUsdPerDay)} a day`;
}

/** Executions of the last 24 hours by how long they kept someone waiting. */
function effortLine(effort: readonly HumanEffort[]): readonly string[] {
  if (effort.every(({ tasks }) => tasks === 0)) return [];
  const texts = effort.map(
    ({ level, tasks, durationSeconds }) =>
      `${level.toLowerCase()} ${formatCount(tasks)} (${formatDuration(durationSeconds)})`,
  );
  return [`  Human effort in the last 24 h: ${texts.join(', ')}`];
}
