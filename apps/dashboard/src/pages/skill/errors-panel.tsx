import type { ShowResult } from '@skills/schema';
import { formatPercent, safeText } from '@skills/text';
import type { JSX } from 'preact';
import { DataTable } from '../../components/data-table.tsx';
import type { Column } from '../../components/data-table.tsx';
import { Empty, Loaded, Panel } from '../../components/panel.tsx';
import { ShareBar } from '../../components/share-bar.tsx';
import { countColumn } from '../../components/skill-columns.tsx';
import type { ShowAnswer } from './skill-activity-panel.tsx';

type Row = ShowResult['errors'][number];

/** What its calls failed of. */
export function ErrorsPanel({ answer }: ShowAnswer): JSX.Element {
  const all = (answer.result?.errors ?? []).reduce((sum, { count }) => sum + count, 0);
  const columns: readonly Column<Row>[] = [
    { id: 'error', header: 'Error', cell: ({ errorType }) => <bdi>{safeText(errorType, 60)}</bdi> },
    countColumn<Row>('count', 'Calls', { of: ({ count }) => count }),
    {
      id: 'share',
      header: 'Share',
      cell: ({ count }) => (
        <span class="share">
          <ShareBar share={count / all} />
          <span>{formatPercent(count / all)}</span>
        </span>
      ),
    },
  ];
  return (
    <Panel title="Errors" span="half">
      <Loaded answer={answer} lines={5}>
        {({ errors }) =>
          errors.length === 0 ? (
            <Empty>No call says what it failed of.</Empty>
          ) : (
            <DataTable
              caption="Errors"
              columns={columns}
              rows={errors}
              keyOf={({ errorType }) => errorType}
              limit={10}
            />
          )
        }
      </Loaded>
    </Panel>
  );
}
