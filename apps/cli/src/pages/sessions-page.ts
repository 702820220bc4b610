import type { SessionListResult, SessionResult, SessionRow } from '@skills/schema';
import type { Page } from '../output.ts';
import { formatAgo, formatCount, formatCountOf, formatDuration, safeText } from '@skills/text';
import type { Column } from '../terminal/table.ts';
import { renderTable } from '../terminal/table.ts';
import { emptyState, minuteText, skillColumns } from './page-parts.ts';

type SessionEvent = SessionResult['events'][number];

// What fits on a few screens; everything is in --json.
const mostEvents = 100;

/** The sessions seen last, for a person. */
export function sessionListPage({ sessions }: SessionListResult, page: Page): readonly string[] {
  const title = page.style.bold('Sessions');
  if (sessions.length === 0) return [title, '', ...emptyState('No session was seen yet.', page, { isWindowed: false })];
  const columns: readonly Column<SessionRow>[] = [
    { header: 'session', cell: ({ sessionId }) => safeText(sessionId, 40), shrinkTo: 36 },
    { header: 'project', cell: ({ projectId }) => safeText(projectId ?? '–', 40), shrinkTo: 12, dispensable: 1 },
    { header: 'began (UTC)', cell: ({ firstAt }) => (firstAt === null ? '–' : minuteText(firstAt)), dispensable: 2 },
    {
      header: 'last',
      align: 'right',
      cell: ({ lastAt }) => (lastAt === null ? '–' : formatAgo(Date.parse(lastAt), page.nowMs)),
    },
    { header: 'calls', align: 'right', cell: ({ invocations }) => formatCount(invocations) },
  ];
  return [title, '', ...renderTable(sessions, columns, page)];
}

/** One session for a person. */
export function sessionPage(session: SessionResult, page: Page): readonly string[] {
  const { style } = page;
  const began = session.firstAt === null ? 'at an unknown time' : `${minuteText(session.firstAt)} UTC`;
  const shown = session.events.slice(0, mostEvents);
  const hidden = session.events.length - shown.length;
  const columns: readonly Column<SessionEvent>[] = [
    { header: 'at (UTC)', cell: ({ invokedAt }) => invokedAt.slice(11, 19) },
    ...skillColumns<SessionEvent>(),
    { header: 'outcome', cell: outcomeText, paint: ({ completed }) => outcomePaint(completed, page) },
    { header: 'took', align: 'right', cell: ({ durationSeconds }) => formatDuration(durationSeconds) },
    { header: 'model', cell: ({ model }) => safeText(model ?? '–', 30), dispensable: 1 },
  ];
  return [
    `${style.bold('Session')} ${safeText(session.sessionId, 60)}`,
    '',
    `  began ${began} in ${safeText(session.projectId ?? 'an unknown project', 60)}`,
    `  ${formatCountOf(session.invocations, 'call')} of ${formatCountOf(session.uniqueSkills, 'skill')}: ${formatCount(session.completed)} completed, ${formatCount(session.failed)} failed`,
    '',
    ...renderTable(shown, columns, page),
    ...(hidden > 0 ? [style.dim(`  ${formatCount(hidden)} more; --json has all`)] : []),
  ];
}

function outcomeText({ completed, errorType }: SessionEvent): string {
  if (completed === null) return 'unknown';
  if (completed) return 'completed';
  return errorType === null ? 'failed' : `failed: ${safeText(errorType, 30)}`;
}

function outcomePaint(completed: boolean | null, { style }: Page): (text: string) => string {
  if (completed === null) return style.dim;
  return completed ? style.green : style.red;
}
