import type { AgentCapacity } from '@skills/schema';
import { formatPercent, safeText } from '@skills/text';
import type { JSX } from 'preact';
import { DataTable } from '../../components/data-table.tsx';
import type { Column } from '../../components/data-table.tsx';
import { CsvButton, Empty, Loaded, Panel } from '../../components/panel.tsx';
import { ShareBar } from '../../components/share-bar.tsx';
import { countColumn } from '../../components/skill-columns.tsx';
import type { CapacityAnswer } from './forecast-panel.tsx';

const columns: readonly Column<AgentCapacity>[] = [
  {
    id: 'agent',
    header: 'Agent',
    cell: ({ agentId }) => <bdi title={safeText(agentId)}>{safeText(agentId, 24)}</bdi>,
    value: ({ agentId }) => agentId,
  },
  {
    id: 'free',
    header: 'Free',
    cell: ({ estimatedAvailableCapacity: free }) =>
      free === null ? (
        '–'
      ) : (
        <span class="share">
          <ShareBar share={free} />
          <span>{formatPercent(free)}</span>
        </span>
      ),
    value: ({ estimatedAvailableCapacity }) => estimatedAvailableCapacity,
  },
  countColumn<AgentCapacity>('calls', 'Calls', { of: ({ calls }) => calls }),
  countColumn<AgentCapacity>('queue', 'Waiting', { of: ({ currentQueueDepth }) => currentQueueDepth }),
  {
    id: 'tools',
    header: 'Busy with',
    cell: ({ bottleneckTools }) => bottleneckTools.map((name) => safeText(name, 30)).join(', '),
    priority: 2,
  },
];

/** What the busiest agents have time for. */
export function AgentLoadPanel({ answer }: CapacityAnswer): JSX.Element {
  return (
    <Panel
      title="The busiest agents"
      span="full"
      note="of the last hour with calls"
      actions={<CsvButton title="The busiest agents" columns={columns} rows={answer.result?.forecasts ?? []} />}
    >
      <Loaded answer={answer} lines={6}>
        {({ forecasts }) =>
          forecasts.length === 0 ? (
            <Empty>No agent worked lately.</Empty>
          ) : (
            <DataTable
              caption="The busiest agents"
              columns={columns}
              rows={forecasts}
              keyOf={({ agentId }) => agentId}
              orderName="agents"
            />
          )
        }
      </Loaded>
    </Panel>
  );
}
