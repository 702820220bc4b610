import type { BottleneckRow, BottlenecksResult } from '@skills/schema';
import type { Page } from '../output.ts';
import { formatCount, formatDuration, formatInterval, formatPercent, safeText } from '@skills/text';
import { renderTable } from '../terminal/table.ts';
import type { Column } from '../terminal/table.ts';
import { heading } from './page-parts.ts';

/** Phases in which calls often fail, for a person. */
export function bottlenecksPage(result: BottlenecksResult, page: Page): readonly string[] {
  const { window, bottlenecks, minAbandonmentRate, minInvocations } = result;
  const { style } = page;
  const title = heading('Bottlenecks', window, page);
  const rule = `phases in which at least ${formatPercent(minAbandonmentRate)} of at least ${formatCount(minInvocations)} calls fail`;
  if (bottlenecks.length === 0) {
    return [title, '', `  None: there are no ${rule}.`, style.dim('  --min-rate 0.1 looks for milder ones')];
  }
  return [title, '', style.dim(`  ${rule}`), '', ...bottlenecksTable(bottlenecks, page)];
}

export function bottlenecksTable(bottlenecks: readonly BottleneckRow[], page: Page): readonly string[] {
  const { style } = page;
  const paints = { critical: style.red, warning: style.yellow, monitor: style.dim } as const;
  const columns: readonly Column<BottleneckRow>[] = [
    { header: 'phase', cell: ({ workflowPhase }) => safeText(workflowPhase, 40), shrinkTo: 12 },
    { header: '', cell: ({ severity }) => severity, paint: ({ severity }) => paints[severity] },
    { header: 'fails', align: 'right', cell: ({ abandonmentRate }) => formatPercent(abandonmentRate) },
    {
      header: '95 % CI',
      align: 'right',
      cell: ({ abandonmentRateLower, abandonmentRateUpper }) =>
        formatInterval(abandonmentRateLower, abandonmentRateUpper),
      dispensable: 1,
    },
    { header: 'calls', align: 'right', cell: ({ invocations }) => formatCount(invocations) },
    { header: 'lost', align: 'right', cell: ({ lostSeconds }) => formatDuration(lostSeconds), dispensable: 2 },
    {
      header: 'mostly',
      cell: ({ skills }) => skills.map(({ skillName, failed }) => `${safeText(skillName, 30)} (${failed})`).join(', '),
      shrinkTo: 14,
    },
  ];
  return renderTable(bottlenecks, columns, page);
}
