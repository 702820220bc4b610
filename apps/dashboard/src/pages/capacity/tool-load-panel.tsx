import type { BottleneckTool } from '@skills/schema';
import { formatPercent } from '@skills/text';
import type { JSX } from 'preact';
import { DataTable } from '../../components/data-table.tsx';
import type { Column } from '../../components/data-table.tsx';
import { CsvButton, Empty, Loaded, Panel } from '../../components/panel.tsx';
import { ShareBar } from '../../components/share-bar.tsx';
import { countColumn, durationColumn, skillColumn } from '../../components/skill-columns.tsx';
import type { CapacityAnswer } from './forecast-panel.tsx';

const columns: readonly Column<BottleneckTool>[] = [
  skillColumn<BottleneckTool>(),
  countColumn<BottleneckTool>('calls', 'Calls', { of: ({ calls }) => calls }),
  {
    id: 'share',
    header: 'Of the busy time',
    cell: ({ share }) => (
      <span class="share">
        <ShareBar share={share} />
        <span>{formatPercent(share)}</span>
      </span>
    ),
    value: ({ share }) => share,
  },
  durationColumn<BottleneckTool>('busy', 'Time', { of: ({ busySeconds }) => busySeconds, priority: 2 }),
  durationColumn<BottleneckTool>('mean', 'A call', { of: ({ meanSeconds }) => meanSeconds, priority: 2 }),
];

/** Where the time goes. */
export function ToolLoadPanel({ answer }: CapacityAnswer): JSX.Element {
  return (
    <Panel
      title="Tools that take the time"
      span="half"
      note="last 24 hours"
      actions={
        <CsvButton title="Tools that take the time" columns={columns} rows={answer.result?.bottleneckTools ?? []} />
      }
    >
      <Loaded answer={answer} lines={10}>
        {({ bottleneckTools }) =>
          bottleneckTools.length === 0 ? (
            <Empty>No call of known duration in the last 24 hours.</Empty>
          ) : (
            <DataTable
              caption="Tools that take the time"
              columns={columns}
              rows={bottleneckTools}
              keyOf={keyOf}
              limit={10}
            />
          )
        }
      </Loaded>
    </Panel>
  );
}

function keyOf({ kind, skillName }: BottleneckTool): string {
  return `${kind} ${skillName}`;
}
