import type { WorkflowSequenceRow, WorkflowShowResult, WorkflowSkillRow } from '@skills/schema';
import { formatCount, formatCountOf, formatDuration, formatInterval, formatPercent, safeText } from '@skills/text';
import type { Page } from '../output.ts';
import type { Column } from '../terminal/table.ts';
import { renderTable } from '../terminal/table.ts';
import { wrapText } from '../terminal/wrap-text.ts';
import { heading } from './page-parts.ts';
import { countColumns, sequenceText } from './workflow-runs-page.ts';

/** One workflow for a person. */
export function workflowShowPage(result: WorkflowShowResult, page: Page): readonly string[] {
  const { window, workflow, skills, fastestSequences, minRuns, mostCommonOfFastest } = result;
  const { style } = page;
  const { runs, running, cancelled, completed, failed, projects } = workflow;
  const known = completed + failed;
  const rate = `${formatPercent(workflow.successRate)} of ${formatCount(known)} known (${formatInterval(workflow.successRateLower, workflow.successRateUpper)})`;
  const columns: readonly Column<WorkflowSkillRow>[] = [
    { header: 'runs with', cell: ({ skillName }) => safeText(skillName, 60), shrinkTo: 16 },
    ...countColumns<WorkflowSkillRow>(page),
  ];
  const sequences: readonly Column<WorkflowSequenceRow>[] = [
    { header: 'skills by first use', cell: ({ skillNames }) => sequenceText(skillNames), shrinkTo: 24 },
    ...countColumns<WorkflowSequenceRow>(page),
  ];
  return [
    heading(safeText(workflow.workflowName, 60), window, page),
    '',
    `  ${formatCountOf(runs, 'run')} in ${formatCountOf(projects, 'project')}: ${formatCount(running)} running, ${formatCount(cancelled)} cancelled, ${formatCount(runs - known - running - cancelled)} unknown`,
    `  ${known === 0 ? 'no outcome is known' : `${rate} succeed, in ${formatDuration(workflow.medianDurationSeconds)} by the median`}`,
    '',
    ...renderTable(skills, columns, page),
    '',
    style.bold('Fastest sequences that succeed'),
    '',
    ...(fastestSequences.length === 0
      ? [`  None has ${formatCount(minRuns)} completed runs of known duration.`]
      : renderTable(fastestSequences, sequences, page)),
    ...(mostCommonOfFastest === null
      ? []
      : [
          '',
          ...wrapText(
            `${formatCount(mostCommonOfFastest.runs)} of the ${formatCount(mostCommonOfFastest.ofRuns)} fastest runs: ${sequenceText(mostCommonOfFastest.skillNames)}`,
            page.width - 2,
          ).map((line) => `  ${line}`),
        ]),
  ];
}
