import type { CostsResult, TokenCounts } from '@skills/schema';
import type { Page } from '../output.ts';
import { formatCount, formatTokens, formatUsd, safeText } from '@skills/text';
import { renderTable } from '../terminal/table.ts';
import type { Column } from '../terminal/table.ts';
import { emptyState, heading } from './page-parts.ts';

type Share = { readonly messages: number; readonly tokens: TokenCounts; readonly costUsd: number | null };

const mostSkills = 15;

/** Tokens and price for a person. */
export function costsPage(result: CostsResult, page: Page): readonly string[] {
  const { style } = page;
  const title = heading('Costs', result.window, page);
  if (result.byModel.length === 0) return [title, '', ...emptyState('No tokens are known for this window.', page)];
  const unpriced =
    result.unpricedTokens === 0
      ? []
      : [style.yellow(`  ${formatTokens(result.unpricedTokens)} tokens are of models without a known price`)];
  return [
    title,
    '',
    `  ${style.bold(formatUsd(result.costUsd))} at list price for ${tokensText(result.tokens)}`,
    ...unpriced,
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
      shareColumns('skill', (share) => share.skillName ?? '(no skill)'),
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
