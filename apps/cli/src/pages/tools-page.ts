import type { ConfidenceLevel, ToolProfile, ToolRecommendation, ToolsResult } from '@skills/schema';
import { formatCount, formatCountOf, formatDuration, formatInterval, formatPercent, safeText } from '@skills/text';
import type { Page } from '../output.ts';
import type { Paint, Style } from '../terminal/style.ts';
import type { Column } from '../terminal/table.ts';
import { renderTable } from '../terminal/table.ts';
import { emptyState, heading, kindText, minuteText } from './page-parts.ts';

const latestChanges = 5;

/** What has been learned of tools, for a person. */
export function toolsPage(result: ToolsResult, limit: number, page: Page): readonly string[] {
  const { style } = page;
  const title = heading('Tools', result.window, page);
  const { highConfidence: high, mediumConfidence: medium, lowConfidence: low } = result.confidenceDistribution;
  if (high + medium + low === 0) {
    return [title, '', ...emptyState('No tool ran in this window.', page, { isWindowed: false })];
  }
  const hidden = result.toolProfiles.length - limit;
  return [
    title,
    '',
    `  ${style.green(`${formatCount(high)} high`)}, ${formatCount(medium)} medium or not known well enough, ${style.red(
      `${formatCount(low)} low`,
    )}`,
    '',
    ...renderTable(result.toolProfiles.slice(0, limit), profileColumns(page), page),
    ...(hidden > 0 ? ['', style.dim(`  and ${formatCountOf(hidden, 'more tool')} in --json`)] : []),
    ...result.recommendations.flatMap((recommendation) => ['', ...recommendationLines(recommendation, page)]),
    ...changeLines(result.changes, page),
    '',
    style.dim(
      '  high: works 95 % of the time or more, low: below 80 %, each more likely than not by all that is known;',
    ),
    style.dim('  by plain rate: what the rate alone says from three runs on'),
  ];
}

function profileColumns({ style }: Page): readonly Column<ToolProfile>[] {
  return [
    { header: 'tool', cell: ({ toolName }) => safeText(toolName, 60), shrinkTo: 16 },
    { header: 'kind', cell: ({ kind }) => kindText(kind), dispensable: 5 },
    { header: 'runs', align: 'right', cell: ({ totalExecutions }) => formatCount(totalExecutions) },
    { header: 'failed', align: 'right', cell: ({ failedExecutions }) => formatCount(failedExecutions) },
    { header: 'works', align: 'right', cell: ({ successRate }) => formatPercent(successRate) },
    {
      header: '95 % credible',
      align: 'right',
      cell: ({ successRateLower, successRateUpper }) => formatInterval(successRateLower, successRateUpper),
      paint: () => style.dim,
      dispensable: 1,
    },
    {
      header: 'level',
      cell: ({ confidenceLevel }) => confidenceLevel.toLowerCase(),
      paint: ({ confidenceLevel }) => levelPaint(confidenceLevel, style),
    },
    {
      header: 'by plain rate',
      cell: ({ seedConfidenceLevel }) => seedConfidenceLevel.toLowerCase(),
      paint: () => style.dim,
      dispensable: 3,
    },
    { header: 'average', align: 'right', cell: ({ avgDuration }) => formatDuration(avgDuration), dispensable: 2 },
  ];
}

function levelPaint(level: ConfidenceLevel, style: Style): Paint {
  if (level === 'HIGH') return style.green;
  return level === 'LOW' ? style.red : style.dim;
}

function recommendationLines(recommendation: ToolRecommendation, { style }: Page): readonly string[] {
  const { tool, failed, executions, fallbacks, retry } = recommendation;
  const tried =
    retry.tried === 0
      ? 'nobody tried it again at once'
      : `tried again at once, it helped ${formatCount(retry.resolved)} of ${formatCount(retry.tried)} times`;
  return [
    `  ${style.bold(safeText(tool, 60))} failed ${formatCount(failed)} of ${formatCount(executions)}; ${tried}`,
    ...(fallbacks.length === 0
      ? [style.dim('    nothing else is known to have helped more often')]
      : fallbacks.map(
          (fallback) =>
            `    ${style.green(safeText(fallback.toolName, 60))} helped ${formatCount(fallback.resolved)} of ${formatCount(
              fallback.tried,
            )} times in its place ${style.dim(`(${formatInterval(fallback.rateLower, fallback.rateUpper)})`)}`,
        )),
  ];
}

function changeLines(changes: ToolsResult['changes'], { style }: Page): readonly string[] {
  const seen = changes.filter(({ fromLevel }) => fromLevel !== null).slice(0, latestChanges);
  if (seen.length === 0) return [];
  return [
    '',
    style.bold('  Latest changes'),
    ...seen.map(
      ({ changedAt, toolName, fromLevel, toLevel, successful, failed }) =>
        `  ${style.dim(minuteText(changedAt))}  ${safeText(toolName, 40)}: ${(fromLevel ?? '').toLowerCase()} → ${toLevel.toLowerCase()} ${style.dim(
          `(${formatCount(successful)} of ${formatCount(successful + failed)} worked)`,
        )}`,
    ),
  ];
}
