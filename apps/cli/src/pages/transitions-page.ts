import type { TransitionRow, TransitionsResult } from '@skills/schema';
import type { Page } from '../output.ts';
import { formatCount, formatDuration, formatPercent, safeText } from '@skills/text';
import { renderTable } from '../terminal/table.ts';
import type { Column } from '../terminal/table.ts';
import { emptyState, heading } from './page-parts.ts';

/** How sessions move from phase to phase, for a person. */
export function transitionsPage(result: TransitionsResult, page: Page, limit: number): readonly string[] {
  const { window, transitions, sessionId } = result;
  const whose = sessionId === undefined ? '' : ` of session ${safeText(sessionId, 40)}`;
  const title = heading(`Moves between phases${whose}`, window, page);
  if (transitions.length === 0) {
    return [title, '', ...emptyState('No session moved from one phase to another in this window.', page)];
  }
  return [title, '', ...transitionsTable(transitions, page, limit)];
}

export function transitionsTable(transitions: readonly TransitionRow[], page: Page, limit: number): readonly string[] {
  const columns: readonly Column<TransitionRow>[] = [
    { header: 'from', cell: ({ fromPhase }) => safeText(fromPhase, 30), shrinkTo: 10 },
    { header: 'to', cell: ({ toPhase }) => safeText(toPhase, 30), shrinkTo: 10 },
    { header: 'times', align: 'right', cell: ({ invocationCount }) => formatCount(invocationCount) },
    { header: 'of its moves', align: 'right', cell: ({ probability }) => formatPercent(probability), dispensable: 2 },
    { header: 'median gap', align: 'right', cell: ({ medianGapSeconds }) => formatDuration(medianGapSeconds) },
    { header: 'begun by', cell: ({ mostCommonSkill }) => safeText(mostCommonSkill, 40), shrinkTo: 12, dispensable: 1 },
  ];
  const hidden = transitions.length - limit;
  const more =
    hidden > 0 ? ['', page.style.dim(`  ${formatCount(hidden)} more; --limit shows them, --json has all`)] : [];
  return [...renderTable(transitions.slice(0, limit), columns, page), ...more];
}
