import type { HourlyResult, HourRow } from '@skills/schema';
import type { Page } from '../output.ts';
import { formatCount, formatDuration, formatPercent } from '../terminal/human-format.ts';
import { renderTable } from '../terminal/table.ts';
import type { Column } from '../terminal/table.ts';
import { emptyState, heading, minuteText, ratePaint, skillColumns } from './page-parts.ts';

// What fits on a screen or two; everything is in --json.
const mostRows = 60;

/** The latest hours for a person. */
export function hourlyPage({ window, hours }: HourlyResult, page: Page): readonly string[] {
  const title = heading('By hour', window, page);
  if (hours.length === 0) return [title, '', ...emptyState('Nothing ran in this window.', page)];
  const shown = hours.slice(-mostRows);
  const columns: readonly Column<HourRow>[] = [
    { header: 'hour (UTC)', cell: ({ hour }) => minuteText(hour) },
    ...skillColumns<HourRow>(),
    { header: 'calls', align: 'right', cell: ({ invocations }) => formatCount(invocations) },
    {
      header: 'works',
      align: 'right',
      cell: ({ completionRate }) => formatPercent(completionRate),
      paint: ({ completionRate }) => ratePaint(completionRate, page.style),
    },
    {
      header: 'average',
      align: 'right',
      cell: ({ averageDurationSeconds }) => formatDuration(averageDurationSeconds),
      dispensable: 2,
    },
    { header: 'sessions', align: 'right', cell: ({ uniqueSessions }) => formatCount(uniqueSessions), dispensable: 3 },
  ];
  const hidden = hours.length - shown.length;
  const more =
    hidden > 0 ? [page.style.dim(`  ${formatCount(hidden)} earlier rows; --since 24h narrows, --json has all`)] : [];
  return [title, '', ...more, ...renderTable(shown, columns, page)];
}
