import type { FailureClusterRow, RisksResult } from '@skills/schema';
import { formatCount, formatUsd, safeText } from '@skills/text';
import type { JSX } from 'preact';
import { ask } from '../../answers/questions.ts';
import { useAnswer } from '../../app/page-context.ts';
import { DataTable } from '../../components/data-table.tsx';
import type { Column } from '../../components/data-table.tsx';
import { Empty, Loaded, Panel } from '../../components/panel.tsx';
import { countColumn } from '../../components/skill-columns.tsx';
import { SkillName } from '../../components/skill-name.tsx';
import { formatMoment } from '../../format/time.ts';

type CostAnomaly = RisksResult['costAnomalies'][number];

const clusterColumns: readonly Column<FailureClusterRow>[] = [
  { id: 'group', header: 'Where', cell: ({ dimension, name }) => `${dimension} ${safeText(name, 40)}` },
  countColumn<FailureClusterRow>('failures', 'Failed', { of: ({ failures }) => failures }),
  { id: 'expected', header: 'Usual', align: 'end', cell: ({ expectedFailures }) => expectedFailures.toFixed(1) },
  { id: 'from', header: 'From', cell: ({ firstAt }) => formatMoment(firstAt), priority: 2 },
  {
    id: 'errors',
    header: 'Errors',
    cell: ({ errors }) =>
      errors
        .slice(0, 2)
        .map(({ name }) => safeText(name, 24))
        .join(', '),
    priority: 3,
  },
];

const costColumns: readonly Column<CostAnomaly>[] = [
  { id: 'tool', header: 'Tool', cell: ({ tool, kind }) => <SkillName name={tool} kind={kind} /> },
  { id: 'cost', header: 'Cost', align: 'end', cell: ({ cost }) => formatUsd(cost) },
  {
    id: 'times',
    header: 'Than the median',
    align: 'end',
    cell: ({ timesMedian }) => (timesMedian === null ? '–' : `${formatCount(timesMedian)}×`),
  },
  { id: 'at', header: 'At', cell: ({ timestamp }) => formatMoment(timestamp), priority: 2 },
];

/** Failures that come in clusters, and costs that stand out. */
export function RisksPanels(): JSX.Element {
  const answer = useAnswer(ask.risks());
  return (
    <>
      <Panel title="Failures that come together" span="half" note="closer in time than their rates predict">
        <Loaded answer={answer} lines={4}>
          {({ failureClusters }) =>
            failureClusters.length === 0 ? (
              <Empty>Failures of the last 24 hours are spread as their rates predict.</Empty>
            ) : (
              <DataTable
                caption="Failures that come together"
                columns={clusterColumns}
                rows={failureClusters}
                keyOf={clusterKey}
              />
            )
          }
        </Loaded>
      </Panel>
      <Panel title="Costs that stand out" span="half">
        <Loaded answer={answer} lines={4}>
          {({ costAnomalies }) =>
            costAnomalies.length === 0 ? (
              <Empty>No task of the last 24 hours cost much more than the others.</Empty>
            ) : (
              <DataTable
                caption="Costs that stand out"
                columns={costColumns}
                rows={costAnomalies}
                keyOf={costKey}
                limit={10}
              />
            )
          }
        </Loaded>
      </Panel>
    </>
  );
}

function clusterKey({ dimension, name, firstAt }: FailureClusterRow): string {
  return `${dimension} ${name} ${firstAt}`;
}

function costKey({ tool, timestamp, taskId }: CostAnomaly): string {
  return `${tool} ${timestamp} ${taskId ?? ''}`;
}
