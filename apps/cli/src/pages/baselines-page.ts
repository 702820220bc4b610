import type { BaselineExportResult, BaselineImportResult, BaselineRow, BaselinesResult } from '@skills/schema';
import type { Page } from '../output.ts';
import { formatAgo, formatCount, formatCountOf, formatDuration, formatPercent, safeText } from '@skills/text';
import { type Column, renderTable } from '../terminal/table.ts';
import { ratePaint } from './page-parts.ts';

/** What is usual for each skill, for a person. */
export function baselinesPage({ baselines, imported, minUsers }: BaselinesResult, page: Page): readonly string[] {
  const { style, nowMs } = page;
  const [first] = baselines;
  const measured = first === undefined ? '' : `measured ${formatAgo(Date.parse(first.lastUpdated), nowMs)}, `;
  return [
    `${style.bold('What is usual')}  ${style.dim(`${measured}skills of at least ${minUsers} users, none with most of the calls`)}`,
    '',
    ...(first === undefined
      ? [
          `  Nothing yet: ${style.bold('skills baselines --update')} measures what groups of at least ${minUsers} users do.`,
          `  Numbers of fewer are not told; what another team has given comes in with ${style.bold('--import FILE')}.`,
        ]
      : renderTable(baselines, columnsFor(page), page)),
    ...imported.flatMap(({ team, releasedAt, minUsers: theirs, epsilon, baselines: rows }) => [
      '',
      `${style.bold('Given by another team')}  ${style.dim(`${safeText(team, 30)}, ${releasedAt.slice(0, 10)}, groups of at least ${theirs}${epsilon === null ? '' : `, with noise (epsilon ${epsilon})`}`)}`,
      ...renderTable(rows, columnsFor(page), page),
    ]),
  ];
}

function columnsFor({ style }: Page): readonly Column<BaselineRow>[] {
  return [
    { header: 'skill', cell: ({ skillName }) => safeText(skillName, 60), shrinkTo: 16 },
    { header: 'users', align: 'right', cell: ({ totalUsers }) => formatCount(totalUsers) },
    { header: 'calls', align: 'right', cell: ({ totalInvocations }) => formatCount(totalInvocations) },
    {
      header: 'works',
      align: 'right',
      cell: ({ globalCompletionRate }) => formatPercent(globalCompletionRate),
      paint: ({ globalCompletionRate }) => ratePaint(globalCompletionRate, style),
    },
    {
      header: 'better than',
      align: 'right',
      cell: ({ effectivenessPercentile: percentile }) => formatPercent(percentile === null ? null : percentile / 100),
      dispensable: 1,
    },
    {
      header: 'takes',
      align: 'right',
      cell: ({ globalAverageDurationSeconds }) => formatDuration(globalAverageDurationSeconds),
      dispensable: 2,
    },
    {
      header: 'phase',
      cell: ({ mostCommonWorkflowPhase }) => safeText(mostCommonWorkflowPhase ?? '–', 24),
      dispensable: 3,
    },
  ];
}

export function baselineExportPage(result: BaselineExportResult, { style }: Page): readonly string[] {
  const { path, baselines, minUsers, budget } = result;
  return [
    `${style.bold(formatCountOf(baselines, 'baseline'))} of at least ${minUsers} users written to ${safeText(path, 200)}`,
    ...(budget === null
      ? []
      : [`  epsilon ${budget.epsilon}; ${budget.usedEpsilon} of ${budget.totalEpsilon} of the budget are used up`]),
  ];
}

export function baselineImportPage(
  { imported, replaced, team }: BaselineImportResult,
  { style }: Page,
): readonly string[] {
  const before = replaced === 0 ? '' : `, in place of ${formatCount(replaced)}`;
  return [`${style.bold(formatCountOf(imported, 'baseline'))} of ${safeText(team, 30)} taken${before}`];
}
