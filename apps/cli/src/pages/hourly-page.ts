import type { HourlyResult, HourRow } from '@skills/schema';
import type { Page } from '../output.ts';
import { displayWidth, formatCount, formatDuration, formatPercent } from '@skills/text';
import { sparkline } from '../terminal/sparkline.ts';
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
  const firstOfHour = new Set(shown.filter(({ hour }, index) => hour !== shown[index - 1]?.hour));
  const columns: readonly Column<HourRow>[] = [
    { header: 'hour (UTC)', cell: (row) => (firstOfHour.has(row) ? minuteText(row.hour) : '') },
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
  return [title, '', ...hoursChart({ window, hours }, page), '', ...more, ...renderTable(shown, columns, page)];
}

const hourMs = 3_600_000;
// Of `--since all` only the latest part has calls.
const mostHours = 31 * 24;

/** Calls of all rows together, hour by hour, over the window. */
function hoursChart({ window, hours }: HourlyResult, { width, style }: Page): readonly string[] {
  const untilMs = Date.parse(window.until);
  const length = Math.min(mostHours, (untilMs - Date.parse(window.since)) / hourMs);
  const calls = new Map<number, number>();
  for (const { hour, invocations } of hours) {
    const atMs = Date.parse(hour);
    calls.set(atMs, (calls.get(atMs) ?? 0) + invocations);
  }
  const counts = Array.from({ length }, (_, index) => calls.get(untilMs - (length - index) * hourMs) ?? 0);
  const line = sparkline(counts, width - 4);
  const first = minuteText(new Date(untilMs - length * hourMs).toISOString());
  const last = minuteText(window.until);
  const blank = displayWidth(line) - first.length - last.length;
  const most = `calls by hour, at most ${formatCount(Math.max(...counts))}`;
  // Too short to be labelled; the title has the window.
  const labels = blank < 1 ? [] : [`  ${style.dim(`${first}${' '.repeat(blank)}${last}`)}`];
  return [`  ${style.dim(most)}`, `  ${style.cyan(line)}`, ...labels];
}
