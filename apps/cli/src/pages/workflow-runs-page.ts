import type {
  WorkflowExecutionRow,
  WorkflowExecutionsResult,
  WorkflowRecordResult,
  WorkflowSummary,
} from '@skills/schema';
import { formatCount, formatDuration, safeText } from '@skills/text';
import type { Page } from '../output.ts';
import type { Column } from '../terminal/table.ts';
import { renderTable } from '../terminal/table.ts';
import { heading, minuteText } from './page-parts.ts';
import { successRateColumns } from './success-rate-columns.ts';

/** Workflows and their latest runs, for a person. */
export function workflowListPage(
  { window, workflows, executions }: WorkflowExecutionsResult,
  page: Page,
): readonly string[] {
  const { style } = page;
  const title = heading('Workflows', window, page);
  if (workflows.length === 0) {
    return [
      title,
      '',
      '  No workflow ran: none was recorded, and no call names one.',
      '',
      `  ${style.bold('skills workflows record NAME')}   records a run`,
      `  ${style.bold('skills workflows')}               finds skills that often run one after the other`,
    ];
  }
  const columns: readonly Column<WorkflowExecutionRow>[] = [
    { header: 'began (UTC)', cell: ({ startedAt }) => minuteText(startedAt) },
    { header: 'workflow', cell: ({ workflowName }) => safeText(workflowName, 40), shrinkTo: 10 },
    { header: 'ended', cell: ({ status }) => status ?? 'unknown', paint: ({ status }) => statusPaint(status, page) },
    { header: 'took', align: 'right', cell: ({ durationSeconds }) => formatDuration(durationSeconds) },
    { header: 'skills', cell: ({ skillsUsed }) => sequenceText(skillsUsed), shrinkTo: 16 },
    { header: 'project', cell: ({ projectId }) => safeText(projectId ?? '–', 30), shrinkTo: 10, dispensable: 2 },
    { header: 'run', cell: ({ workflowId }) => safeText(workflowId, 40), shrinkTo: 8, dispensable: 1 },
  ];
  return [
    title,
    '',
    ...renderTable(workflows, [nameColumn(), ...countColumns(page)], page),
    '',
    style.bold('Latest runs'),
    '',
    ...renderTable(executions, columns, page),
  ];
}

/** What became of one record. */
export function workflowRecordPage({ execution, changed }: WorkflowRecordResult, page: Page): readonly string[] {
  const { workflowName, workflowId, status } = execution;
  const state = changed ? (status ?? 'unknown') : `${status ?? 'unknown'} already; nothing changed`;
  return [
    `${page.style.bold(safeText(workflowName, 60))}  ${state}`,
    '',
    `  run ${safeText(workflowId, 60)}, began ${minuteText(execution.startedAt)} UTC, ${sequenceText(execution.skillsUsed)}`,
    ...(status === 'running' ? [page.style.dim(`  end it with --id and --status completed, failed or cancelled`)] : []),
  ];
}

export type Counted = Omit<WorkflowSummary, 'workflowName' | 'running' | 'cancelled' | 'projects'>;

/** How runs ended: of a workflow, or of the runs that used a skill. */
export function countColumns<Row extends Counted>({ style }: Page): readonly Column<Row>[] {
  return [
    { header: 'runs', align: 'right', cell: ({ runs }) => formatCount(runs) },
    ...successRateColumns<Row>(style, 'succeed'),
    { header: 'failed', align: 'right', cell: ({ failed }) => formatCount(failed) },
    {
      header: 'take',
      align: 'right',
      cell: ({ medianDurationSeconds }) => formatDuration(medianDurationSeconds),
      dispensable: 2,
    },
  ];
}

function nameColumn(): Column<WorkflowSummary> {
  return { header: 'workflow', cell: ({ workflowName }) => safeText(workflowName, 60), shrinkTo: 16 };
}

/** `lint-fix → unit-test`; a dash when nobody said. */
export function sequenceText(names: readonly string[]): string {
  return names.length === 0 ? '–' : names.map((name) => safeText(name, 30)).join(' → ');
}

function statusPaint(status: WorkflowExecutionRow['status'], { style }: Page): (text: string) => string {
  if (status === 'failed') return style.red;
  return status === 'completed' ? style.green : style.dim;
}
