import type { OverviewResult } from '@skills/schema';
import type { JSX } from 'preact';
import { Sparkline } from '../../charts/sparkline.tsx';
import { DataTable } from '../../components/data-table.tsx';
import type { Column } from '../../components/data-table.tsx';
import { Link } from '../../components/link.tsx';
import { CsvButton, Loaded, Panel } from '../../components/panel.tsx';
import { countColumn, rateColumn, skillColumn } from '../../components/skill-columns.tsx';
import type { OverviewAnswer } from './activity-panel.tsx';

type Row = OverviewResult['topSkills'][number];

const columns: readonly Column<Row>[] = [
  skillColumn<Row>(),
  countColumn<Row>('calls', 'Calls', { of: ({ invocations }) => invocations }),
  rateColumn<Row>(),
  { id: 'activity', header: 'Over time', cell: ({ activity }) => <Sparkline values={activity} />, priority: 2 },
];

export function MostUsedPanel({ answer }: OverviewAnswer): JSX.Element {
  const actions = (
    <>
      <CsvButton title="Most used" columns={columns} rows={answer.result?.topSkills ?? []} />
      <Link path="/skills">All skills</Link>
    </>
  );
  return (
    <Panel title="Most used" span="two-thirds" actions={actions}>
      <Loaded answer={answer} lines={15}>
        {({ topSkills }) => <DataTable caption="Most used skills" columns={columns} rows={topSkills} keyOf={keyOf} />}
      </Loaded>
    </Panel>
  );
}

function keyOf({ kind, skillName }: Row): string {
  return `${kind} ${skillName}`;
}
