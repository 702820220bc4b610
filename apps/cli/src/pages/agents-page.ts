import type { AgentRow, AgentsResult } from '@skills/schema';
import { formatAgo, formatCount, formatCountOf, formatDuration, safeText } from '@skills/text';
import type { Page } from '../output.ts';
import { renderTable } from '../terminal/table.ts';
import type { Column } from '../terminal/table.ts';
import { emptyState, heading } from './page-parts.ts';
import { successRateColumns } from './success-rate-columns.ts';

/** What each agent is doing, for a person. */
export function agentsPage(result: AgentsResult, page: Page): readonly string[] {
  const { style } = page;
  const { window, agents, totalAgents, busy, idle, error, isComplete, rules } = result;
  const title = heading('Agents', window, page);
  if (totalAgents === 0) return [title, '', ...emptyState('No agent did anything.', page, { isWindowed: false })];
  const untilMs = Date.parse(window.until);
  const paints = { BUSY: style.green, IDLE: style.dim, ERROR: style.red } as const;
  const columns: readonly Column<AgentRow>[] = [
    { header: 'agent', cell: ({ agentId }) => safeText(agentId, 40), shrinkTo: 10 },
    {
      header: 'of',
      cell: ({ namedBy, source }) => `${namedBy === 'session' ? 'main, ' : ''}${safeText(source, 16)}`,
      dispensable: 3,
    },
    { header: 'status', cell: ({ status }) => status, paint: ({ status }) => paints[status] },
    { header: 'because', cell: reasonText, dispensable: 4 },
    { header: 'done today', align: 'right', cell: ({ tasksCompletedToday }) => formatCount(tasksCompletedToday) },
    {
      header: 'failed',
      align: 'right',
      cell: ({ tasksFailedToday }) => formatCount(tasksFailedToday),
      paint: ({ tasksFailedToday }) => (tasksFailedToday > 0 ? style.red : style.dim),
    },
    ...successRateColumns(style),
    {
      header: 'takes',
      align: 'right',
      cell: ({ averageResponseSeconds }) => formatDuration(averageResponseSeconds),
      dispensable: 2,
    },
    { header: 'active', align: 'right', cell: ({ lastActivityAt }) => formatAgo(Date.parse(lastActivityAt), untilMs) },
  ];
  const counts = [
    style.green(`${formatCount(busy)} busy`),
    style.dim(`${formatCount(idle)} idle`),
    (error > 0 ? style.red : style.dim)(`${formatCount(error)} in error`),
  ].join(style.dim(' · '));
  const overdue = agents.reduce((sum, { overdueCalls }) => sum + overdueCalls, 0);
  return [
    title,
    '',
    `  ${formatCountOf(totalAgents, 'agent')}: ${counts}`,
    '',
    ...renderTable(agents, columns, page),
    '',
    style.dim(
      `  busy: a call runs, or the last one ended less than ${formatDuration(rules.recentSeconds)} ago; error: the last ${rules.failuresInARow} failed`,
    ),
    ...(overdue === 0
      ? []
      : [style.dim(`  ${formatCountOf(overdue, 'call')} without an end ran too long ago to be running still`)]),
    ...(totalAgents > agents.length ? [style.dim(`  --limit ${totalAgents} lists them all`)] : []),
    ...(isComplete ? [] : [style.yellow('  the newest calls only: earlier ones of today are not counted')]),
  ];
}

function reasonText({ reason, openCalls, lastSkillName, lastActivityAt }: AgentRow): string {
  if (reason === 'running') return openCalls === 1 ? `runs ${safeText(lastSkillName, 24)}` : `runs ${openCalls} calls`;
  if (reason === 'failing') return `${safeText(lastSkillName, 24)} keeps failing`;
  return reason === 'recent'
    ? `just ran ${safeText(lastSkillName, 24)}`
    : `quiet since ${lastActivityAt.slice(11, 16)}`;
}
