import type { AggregateResult, ProjectCollectResult, TopProjectSkill } from '@skills/schema';
import { formatCount, formatCountOf, formatDuration, formatInterval, formatPercent, safeText } from '@skills/text';
import type { Page } from '../output.ts';
import { renderTable } from '../terminal/table.ts';
import { heading, skillColumns } from './page-parts.ts';
import { freshnessLine, nothingCounted, successColumns } from './project-parts.ts';

/** What was counted across projects, for a person. */
export function aggregatePage(result: AggregateResult, page: Page): readonly string[] {
  const { summary, topSkills, projectId, window } = result;
  const scope = projectId === null ? `${formatCountOf(summary.projects, 'project')} together` : safeText(projectId, 60);
  return [
    heading(`Across projects: ${scope}`, window, page),
    '',
    ...collectLines(result.collected, page),
    `  ${workText(result)}`,
    freshnessLine(result.freshness, page),
    '',
    ...(topSkills.length === 0
      ? nothingCounted('Nothing ran in this period in a registered project.', page)
      : [
          `  ${page.style.bold(formatCountOf(summary.totalInvocations, 'call'))} of ${formatCountOf(summary.uniqueSkills, 'skill')}, ${formatPercent(summary.successRate)} worked (95 % CI ${formatInterval(summary.successRateLower, summary.successRateUpper)}), ${formatDuration(summary.averageDurationSeconds)} on average`,
          '',
          ...renderTable<TopProjectSkill>(
            topSkills,
            [
              ...skillColumns<TopProjectSkill>(),
              ...successColumns<TopProjectSkill>(page.style),
              {
                header: 'takes',
                align: 'right',
                cell: ({ averageDurationSeconds }) => formatDuration(averageDurationSeconds),
                dispensable: 2,
              },
              {
                header: 'follow-ups',
                align: 'right',
                cell: ({ averageFollowUpActions: mean }) => (mean === null ? '–' : mean.toFixed(1)),
                dispensable: 3,
              },
              { header: 'last used', cell: ({ lastUsed }) => lastUsed.slice(0, 10), dispensable: 4 },
            ],
            page,
          ),
        ]),
  ];
}

function workText({
  aggregates,
  projectsCounted,
  projectsRemoved,
  daysChanged,
  durationSeconds,
}: AggregateResult): string {
  const parts = [
    ...(projectsCounted > 0 ? [`${formatCountOf(projectsCounted, 'project')} counted`] : []),
    ...(projectsRemoved > 0 ? [`${formatCountOf(projectsRemoved, 'project')} taken out`] : []),
    ...(daysChanged > 0 ? [`${formatCountOf(daysChanged, 'day')} counted anew`] : []),
  ];
  const done = parts.length === 0 ? 'nothing had changed' : parts.join(', ');
  return `${done} in ${formatDuration(durationSeconds)}; ${formatCountOf(aggregates, 'aggregate')} of this window`;
}

function collectLines(collected: readonly ProjectCollectResult[], { style }: Page): readonly string[] {
  if (collected.length === 0) return [];
  const calls = collected.reduce((sum, project) => sum + project.collected, 0);
  return [
    `  ${formatCountOf(collected.length, 'project')} read, ${formatCount(calls)} new ${calls === 1 ? 'call' : 'calls'}`,
    ...collected.flatMap(({ errorDetails }) =>
      errorDetails.slice(0, 5).map((detail) => `  ${style.yellow(safeText(detail, 200))}`),
    ),
  ];
}
