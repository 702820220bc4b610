import type { FailureClusterRow, RisksResult } from '@skills/schema';
import { formatCount, formatInterval, formatPercent, formatUsd, safeText } from '@skills/text';
import type { Page } from '../output.ts';
import type { Column } from '../terminal/table.ts';
import { renderTable } from '../terminal/table.ts';
import { emptyState, heading, kindText, minuteText } from './page-parts.ts';

const mostRows = 10;

type Pattern = RisksResult['failurePatterns'][number];
type CostRow = RisksResult['costAnomalies'][number];

/** What stands out of the last day, for a person. */
export function risksPage(result: RisksResult, page: Page): readonly string[] {
  const { style } = page;
  const title = heading('Risks', result.window, page);
  if (result.executions === 0) {
    return [title, '', ...emptyState('No tool ran in the last 24 hours.', page, { isWindowed: false })];
  }
  return [
    title,
    '',
    `  ${formatCount(result.failed)} of ${formatCount(result.executions)} executions failed`,
    '',
    style.bold('Failures closer together than their rates predict'),
    ...clusterLines(result.failureClusters, page),
    '',
    style.bold('Failures by tool'),
    ...(result.failurePatterns.length === 0
      ? ['  none']
      : renderTable(result.failurePatterns.slice(0, mostRows), patternColumns(page), page)),
    '',
    style.bold('Costs that stand out'),
    ...costLines(result, page),
  ];
}

function clusterLines(clusters: readonly FailureClusterRow[], { style }: Page): readonly string[] {
  if (clusters.length === 0) return ['  none'];
  const lines = clusters.slice(0, mostRows).flatMap((cluster) => {
    const { dimension, name, failures, executions, expectedFailures, qValue, firstAt, lastAt } = cluster;
    const chance = qValue < 0.001 ? 'below 0.1 %' : `${(qValue * 100).toFixed(1)} %`;
    const others = dimension === 'tool' ? cluster.errors : cluster.tools;
    return [
      `  ${dimension} ${style.red(safeText(name, 50))}: ${formatCount(failures)} of ${formatCount(executions)} failed, ${expectedFailures.toFixed(1)} expected`,
      style.dim(
        `    ${minuteText(firstAt)} to ${lastAt.slice(11, 16)} UTC · chance of a false alarm ${chance} · ${others
          .slice(0, 3)
          .map((other) => `${safeText(other.name, 30)} ${other.failures}`)
          .join(', ')}`,
      ),
    ];
  });
  const hidden = clusters.length - mostRows;
  return hidden > 0 ? [...lines, style.dim(`  and ${formatCount(hidden)} more in --json`)] : lines;
}

function patternColumns({ style }: Page): readonly Column<Pattern>[] {
  return [
    { header: 'tool', cell: ({ toolName }) => safeText(toolName, 60), shrinkTo: 16 },
    { header: 'kind', cell: ({ kind }) => kindText(kind), dispensable: 5 },
    { header: 'failed', align: 'right', cell: ({ failed }) => formatCount(failed) },
    { header: 'runs', align: 'right', cell: ({ executions }) => formatCount(executions) },
    { header: 'works', align: 'right', cell: ({ successRate }) => formatPercent(successRate) },
    {
      header: '95 % CI',
      align: 'right',
      cell: ({ successRateLower, successRateUpper }) => formatInterval(successRateLower, successRateUpper),
      paint: () => style.dim,
      dispensable: 1,
    },
    {
      header: 'latest error',
      cell: ({ recent }) => safeText(recent[0]?.errorType ?? '–', 40),
      shrinkTo: 12,
      dispensable: 2,
    },
  ];
}

function costLines({ costs, costAnomalies }: RisksResult, page: Page): readonly string[] {
  const { style } = page;
  if (costs === null) return ['  no execution states what it cost'];
  const robust = costs.robustThreshold === null ? 'too few for it' : `above ${formatUsd(costs.robustThreshold)}`;
  const rules = style.dim(
    `  twice the mean: above ${formatUsd(costs.seedThreshold)} · by median and deviation: ${robust} · ${formatCount(costs.executions)} executions`,
  );
  if (costAnomalies.length === 0) return ['  none', rules];
  return [...renderTable(costAnomalies.slice(0, mostRows), costColumns(), page), rules];
}

function costColumns(): readonly Column<CostRow>[] {
  return [
    { header: 'tool', cell: ({ tool }) => safeText(tool, 60), shrinkTo: 16 },
    { header: 'task', cell: ({ taskId }) => safeText(taskId ?? '–', 30), shrinkTo: 8, dispensable: 2 },
    { header: 'when', cell: ({ timestamp }) => minuteText(timestamp), dispensable: 3 },
    { header: 'cost', align: 'right', cell: ({ cost }) => formatUsd(cost) },
    {
      header: 'of median',
      align: 'right',
      cell: ({ timesMedian }) => (timesMedian === null ? '–' : `${timesMedian.toFixed(1)}×`),
    },
    { header: 'twice mean', cell: ({ bySeed }) => (bySeed ? 'yes' : 'no') },
    { header: 'by median', cell: ({ byRobust }) => (byRobust ? 'yes' : 'no') },
  ];
}
