import type { OverviewResult } from '@skills/schema';
import type { JSX } from 'preact';
import { DataTable } from '../../components/data-table.tsx';
import type { Column } from '../../components/data-table.tsx';
import { CsvButton, Empty, Loaded, Panel } from '../../components/panel.tsx';
import { Rate } from '../../components/rate.tsx';
import { countColumn, skillColumn } from '../../components/skill-columns.tsx';
import type { OverviewAnswer } from './activity-panel.tsx';

type Row = OverviewResult['failsMost'][number];

const columns: readonly Column<Row>[] = [
  skillColumn<Row>(),
  countColumn<Row>('failed', 'Failed', { of: ({ failed }) => failed }),
  countColumn<Row>('known', 'Of', { of: ({ known }) => known, hint: 'Calls with a known outcome', priority: 2 }),
  {
    id: 'fails',
    header: 'Fails',
    align: 'rate',
    cell: (row) => (
      <Rate rate={row.failureRate} lower={row.failureRateLower} upper={row.failureRateUpper} sense="failing" />
    ),
    value: ({ failureRate }) => failureRate,
  },
];

export function FailsMostPanel({ answer }: OverviewAnswer): JSX.Element {
  return (
    <Panel
      title="Fails most"
      span="two-thirds"
      actions={<CsvButton title="Fails most" columns={columns} rows={answer.result?.failsMost ?? []} />}
    >
      <Loaded answer={answer} lines={15}>
        {({ failsMost }) =>
          failsMost.length === 0 ? (
            <Empty>Nothing failed in this window.</Empty>
          ) : (
            <DataTable caption="Skills that fail most" columns={columns} rows={failsMost} keyOf={keyOf} />
          )
        }
      </Loaded>
    </Panel>
  );
}

function keyOf({ kind, skillName }: Row): string {
  return `${kind} ${skillName}`;
}
