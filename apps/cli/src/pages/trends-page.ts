import type { SkillTrend, TrendsResult } from '@skills/schema';
import type { Page } from '../output.ts';
import { formatCount, formatCountOf } from '@skills/text';
import { renderTable } from '../terminal/table.ts';
import type { Column } from '../terminal/table.ts';
import { emptyState, heading, skillColumns } from './page-parts.ts';
import {
  differenceText,
  directionPaint,
  directionText,
  metricNames,
  metricText,
  probabilityText,
} from './trend-text.ts';

/** Where all skills are going, for a person. */
export function trendsPage(
  { window, metric, tested, trends }: TrendsResult,
  page: Page,
  limit: number,
): readonly string[] {
  const title = heading(`Trends of the ${metricNames[metric]}`, window, page);
  if (trends.length === 0) return [title, '', ...emptyState('Nothing ran in this window.', page)];
  const moved = trends.filter(({ trend }) => trend === 'improving' || trend === 'declining').length;
  const columns: readonly Column<SkillTrend>[] = [
    ...skillColumns<SkillTrend>(),
    { header: 'calls', align: 'right', cell: ({ invocations }) => formatCount(invocations), dispensable: 3 },
    {
      header: 'trend',
      cell: ({ trend }) => directionText(trend),
      paint: ({ trend }) => directionPaint(trend, page.style),
    },
    { header: 'from', align: 'right', cell: ({ startValue }) => metricText(startValue, metric) },
    { header: 'to', align: 'right', cell: ({ endValue }) => metricText(endValue, metric) },
    { header: 'a day', align: 'right', cell: ({ slopePerDay }) => differenceText(slopePerDay, metric), dispensable: 2 },
    { header: 'q', align: 'right', cell: ({ qValue }) => probabilityText(qValue), dispensable: 1 },
  ];
  const shown = trends.slice(0, limit);
  const hidden = trends.length - shown.length;
  const more =
    hidden > 0 ? ['', page.style.dim(`  ${formatCount(hidden)} more; --limit shows them, --json has all`)] : [];
  return [
    title,
    '',
    `  ${formatCount(moved)} of ${formatCountOf(tested, 'skill')} with enough data changed`,
    page.style.dim('  q: the share of chance findings among the skills down to this one'),
    '',
    ...renderTable(shown, columns, page),
    ...more,
  ];
}
