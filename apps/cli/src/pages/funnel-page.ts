import type { FunnelResult } from '@skills/schema';
import { formatCount, formatPercent, safeText } from '@skills/text';
import type { Page } from '../output.ts';
import { renderTable } from '../terminal/table.ts';
import type { Column } from '../terminal/table.ts';
import { emptyState, heading } from './page-parts.ts';

type Row = FunnelResult['skills'][number];

/** From offered to completed, for a person. */
export function funnelPage({ window, skills }: FunnelResult, page: Page): readonly string[] {
  const title = heading('Offered, used, completed', window, page);
  if (skills.length === 0) return [title, '', ...emptyState('No skill was offered or used in this window.', page)];
  const columns: readonly Column<Row>[] = [
    { header: 'skill', cell: ({ skillName }) => safeText(skillName, 60), shrinkTo: 16 },
    { header: 'offered', align: 'right', cell: ({ offered }) => formatCount(offered) },
    { header: 'activated', align: 'right', cell: ({ activated }) => formatCount(activated) },
    { header: 'of offered', align: 'right', cell: ({ offered, activated }) => share(activated, offered) },
    { header: 'completed', align: 'right', cell: ({ completed }) => formatCount(completed) },
    { header: 'of activated', align: 'right', cell: ({ activated, completed }) => share(completed, activated) },
  ];
  return [title, '', ...renderTable(skills, columns, page), '', page.style.dim('  all in sessions')];
}

/** A skill may be called without an offer; then there is no share. */
function share(part: number, whole: number): string {
  return formatPercent(whole === 0 || part > whole ? null : part / whole);
}
