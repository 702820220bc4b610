import type { PipelineResult, PipelineTool } from '@skills/schema';
import {
  formatCount,
  formatCountOf,
  formatDuration,
  formatInterval,
  formatPercent,
  formatTokens,
  formatUsd,
  safeText,
} from '@skills/text';
import type { Page } from '../output.ts';
import { sparkline } from '../terminal/sparkline.ts';
import type { Column } from '../terminal/table.ts';
import { renderTable } from '../terminal/table.ts';
import { emptyState, heading, kindText, ratePaint } from './page-parts.ts';
import { successRateColumns } from './success-rate-columns.ts';

/** Executions of the last 24 hours for a person. */
export function pipelinePage(result: PipelineResult, limit: number, page: Page): readonly string[] {
  const { style } = page;
  const { last24Hours: day, tools, hours } = result;
  const title = heading('Task pipeline', result.window, page);
  if (day.totalTasks === 0) {
    return [title, '', ...emptyState('No tool ran in the last 24 hours.', page, { isWindowed: false })];
  }
  const hidden = tools.length - limit;
  return [
    title,
    '',
    `  ${style.bold(formatCountOf(day.totalTasks, 'execution'))}: ${outcomeText(day)}`,
    `  works ${ratePaint(day.successRate, style)(formatPercent(day.successRate))} ${style.dim(
      `(${formatInterval(day.successRateLower, day.successRateUpper)}, of known outcomes)`,
    )}${figuresText(day)}`,
    `  by hour ${sparkline(
      hours.map(({ total }) => total),
      hours.length,
    )}`,
    '',
    ...renderTable(tools.slice(0, limit), toolColumns(page), page),
    ...(hidden > 0 ? ['', style.dim(`  and ${formatCountOf(hidden, 'more tool')}; --limit ${tools.length}`)] : []),
  ];
}

function outcomeText({ successfulTasks, failedTasks, unknownTasks }: PipelineResult['last24Hours']): string {
  const unknown = unknownTasks === 0 ? '' : `, ${formatCount(unknownTasks)} open or unknown`;
  return `${formatCount(successfulTasks)} succeeded, ${formatCount(failedTasks)} failed${unknown}`;
}

function figuresText({ averageDurationSeconds, costUsd, tokens }: PipelineResult['last24Hours']): string {
  return [
    averageDurationSeconds === null ? '' : ` · ${formatDuration(averageDurationSeconds)} on average`,
    costUsd === null ? '' : ` · ${formatUsd(costUsd)} stated`,
    tokens === null ? '' : ` · ${formatTokens(tokens)} tokens`,
  ].join('');
}

function toolColumns({ style }: Page): readonly Column<PipelineTool>[] {
  return [
    { header: 'tool', cell: ({ toolName }) => safeText(toolName, 60), shrinkTo: 16 },
    { header: 'kind', cell: ({ kind }) => kindText(kind), dispensable: 5 },
    { header: 'runs', align: 'right', cell: ({ total }) => formatCount(total) },
    { header: 'failed', align: 'right', cell: ({ failed }) => formatCount(failed) },
    ...successRateColumns(style),
    {
      header: 'average',
      align: 'right',
      cell: ({ averageDurationSeconds }) => formatDuration(averageDurationSeconds),
      dispensable: 2,
    },
    { header: 'cost', align: 'right', cell: ({ costUsd }) => formatUsd(costUsd), dispensable: 4 },
  ];
}
