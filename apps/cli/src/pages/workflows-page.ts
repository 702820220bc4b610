import type { WorkflowsResult } from '@skills/schema';
import type { Page } from '../output.ts';
import { formatCount, formatPercent, safeText } from '@skills/text';
import { renderTable } from '../terminal/table.ts';
import type { Column } from '../terminal/table.ts';
import { heading } from './page-parts.ts';

type Workflow = WorkflowsResult['workflows'][number];

/** Skills that often run one right after the other, for a person. */
export function workflowsPage({ window, workflows }: WorkflowsResult, page: Page): readonly string[] {
  const title = heading('Common workflows', window, page);
  if (workflows.length === 0) return [title, '', '  No skills followed each other in enough sessions.'];
  const columns: readonly Column<Workflow>[] = [
    {
      header: 'workflow',
      cell: ({ skillNames }) => skillNames.map((name) => safeText(name, 30)).join(' → '),
      shrinkTo: 30,
    },
    { header: 'sessions', align: 'right', cell: ({ sessions }) => formatCount(sessions) },
    { header: 'of all', align: 'right', cell: ({ support }) => formatPercent(support), dispensable: 1 },
    { header: 'than chance', align: 'right', cell: ({ lift }) => `×${lift.toFixed(1)}` },
  ];
  return [title, '', ...renderTable(workflows, columns, page)];
}
