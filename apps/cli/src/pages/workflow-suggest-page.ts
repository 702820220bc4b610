import type { WorkflowObservation, WorkflowSuggestResult } from '@skills/schema';
import { formatCount, formatCountOf, formatPercent, safeText } from '@skills/text';
import type { Page } from '../output.ts';
import { wrapText } from '../terminal/wrap-text.ts';
import { heading } from './page-parts.ts';
import { sequenceText } from './workflow-runs-page.ts';

/** What was seen beside a plan, for a person. */
export function workflowSuggestPage(result: WorkflowSuggestResult, page: Page): readonly string[] {
  const { window, workflowName, planned, isPlanGiven, similarProjects, suggestions } = result;
  const { style } = page;
  const indented = (text: string): readonly string[] => wrapText(text, page.width - 2).map((line) => `  ${line}`);
  const where =
    similarProjects.length === 0
      ? `${formatCountOf(result.runs, 'run')} with a known outcome`
      : `${formatCountOf(result.runs, 'run')} with a known outcome, of this project and ${formatCountOf(similarProjects.length, 'project')} like it`;
  const rule = `a skill is judged from ${formatCount(result.minRuns)} runs with it and ${formatCount(result.minRuns)} without it on, among runs of one project with a like number of other skills; its own outcome counts for neither`;
  return [
    heading(`Suggestions for ${safeText(workflowName, 40)}`, window, page),
    '',
    ...indented(
      planned.length === 0
        ? 'no plan: --skills names one, and no sequence ran twice'
        : `${isPlanGiven ? 'planned' : 'most common'}: ${sequenceText(planned)}`,
    ),
    ...indented(where),
    '',
    ...(suggestions.length === 0
      ? indented(
          `Nothing stands out: of ${formatCountOf(result.judgedSkills, 'skill')} with enough runs, none goes with more or fewer successes than chance explains.`,
        )
      : suggestions.flatMap((each) => [
          `  ${style.bold(each.action.padEnd(4))}  ${safeText(each.skillName, 60)}`,
          ...wrapText(evidenceText(each, similarProjects.length > 0), page.width - 8).map((line) => `        ${line}`),
          '',
        ])),
    ...(suggestions.length === 0 ? [''] : []),
    ...indented(rule).map(style.dim),
    ...(suggestions.length === 0 ? [] : indented('observed, not tried: why runs differ is not known').map(style.dim)),
  ];
}

function evidenceText(row: WorkflowObservation, isAlike: boolean): string {
  const who = isAlike ? 'Projects like yours' : formatCountOf(row.projectsWith, 'project');
  const points = (share: number): string => `${share >= 0 ? '+' : '−'}${Math.round(Math.abs(share) * 100)}`;
  return `${who}: ${formatPercent(row.completedWith / row.runsWith)} of ${formatCount(row.runsWith)} runs with it succeeded, ${formatPercent(row.completedWithout / row.runsWithout)} of ${formatCount(row.runsWithout)} without. Adjusted for project and size ${points(row.adjustedDifference)} points (95 % CI ${points(row.adjustedDifferenceLower)} to ${points(row.adjustedDifferenceUpper)}; q ${row.qValue < 0.001 ? '< 0.001' : row.qValue.toFixed(3)}).`;
}
