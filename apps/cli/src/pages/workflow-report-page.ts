import type { PhaseSkillRow, WorkflowReport } from '@skills/schema';
import type { Page } from '../output.ts';
import { formatCount, safeText } from '@skills/text';
import { renderTable } from '../terminal/table.ts';
import type { Column } from '../terminal/table.ts';
import { bottlenecksTable } from './bottlenecks-page.ts';
import { emptyState, heading, rateColumns } from './page-parts.ts';
import { phaseTable, phaseHeatMap } from './phases-page.ts';
import { transitionsTable } from './transitions-page.ts';

/** Everything about the phases of a workflow, for a person. */
export function workflowReportPage(report: WorkflowReport, page: Page, limit: number): readonly string[] {
  const { window, phases, bottlenecks, transitions, recommendations } = report;
  const title = heading('Workflow Correlation Report', window, page);
  if (phases.length === 0) {
    return [title, '', ...emptyState('No call in this window names a phase (record --phase does).', page)];
  }
  const section = (name: string, lines: readonly string[]): readonly string[] => [
    '',
    page.style.bold(name),
    '',
    ...lines,
  ];
  const columns: readonly Column<PhaseSkillRow>[] = [
    { header: 'phase', cell: ({ workflowPhase }) => safeText(workflowPhase, 40), shrinkTo: 12 },
    { header: 'use', cell: ({ skillName }) => safeText(skillName, 40), shrinkTo: 12 },
    ...rateColumns<PhaseSkillRow>(page.style),
    { header: 'calls', align: 'right', cell: ({ invocations }) => formatCount(invocations) },
  ];
  const none = (what: string): readonly string[] => [`  ${what}`];
  return [
    title,
    ...section('Skill Effectiveness by Workflow Phase', [
      ...phaseTable(report, page),
      '',
      ...phaseHeatMap(report, page, limit),
    ]),
    ...section(
      'Workflow Bottlenecks',
      bottlenecks.length === 0
        ? none('No phase fails in 20 % or more of its calls.')
        : bottlenecksTable(bottlenecks, page),
    ),
    ...section(
      'Phase Transitions',
      transitions.length === 0 ? none('No session moved between phases.') : transitionsTable(transitions, page, limit),
    ),
    ...section(
      'Recommendations by Phase',
      recommendations.length === 0
        ? none('No skill is proven in any phase yet.')
        : renderTable(recommendations, columns, page),
    ),
  ];
}
