import type { SkillRow, TopResult } from '@skills/schema';
import type { Page } from '../output.ts';
import { formatAgo, formatCount, formatDuration } from '@skills/text';
import { renderTable } from '../terminal/table.ts';
import type { Column } from '../terminal/table.ts';
import { emptyState, heading, rateColumns, skillColumns } from './page-parts.ts';

/** The ranking for a person. */
export function topPage({ window, skills }: TopResult, page: Page): readonly string[] {
  const title = heading('Top skills', window, page);
  if (skills.length === 0) return [title, '', ...emptyState('Nothing ran in this window.', page)];
  const columns: readonly Column<SkillRow>[] = [
    ...skillColumns<SkillRow>(),
    { header: 'calls', align: 'right', cell: ({ invocations }) => formatCount(invocations) },
    ...rateColumns<SkillRow>(page.style),
    { header: 'p50', align: 'right', cell: ({ p50DurationSeconds }) => formatDuration(p50DurationSeconds) },
    {
      header: 'p95',
      align: 'right',
      cell: ({ p95DurationSeconds }) => formatDuration(p95DurationSeconds),
      dispensable: 3,
    },
    { header: 'sessions', align: 'right', cell: ({ sessions }) => formatCount(sessions), dispensable: 4 },
    {
      header: 'last',
      align: 'right',
      cell: ({ lastInvokedAt }) => formatAgo(Date.parse(lastInvokedAt), page.nowMs),
      dispensable: 6,
    },
  ];
  return [title, '', ...renderTable(skills, columns, page)];
}
