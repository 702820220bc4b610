import type { OverviewResult } from '@skills/schema';
import type { JSX } from 'preact';
import { DataTable } from '../../components/data-table.tsx';
import type { Column } from '../../components/data-table.tsx';
import { Empty, Loaded, Panel } from '../../components/panel.tsx';
import { countColumn } from '../../components/skill-columns.tsx';
import { safeText } from '@skills/text';
import type { OverviewAnswer } from './activity-panel.tsx';

type Row = OverviewResult['offeredNeverUsed'][number];

const columns: readonly Column<Row>[] = [
  {
    id: 'skill',
    header: 'Skill',
    cell: ({ skillName }) => <bdi title={safeText(skillName)}>{safeText(skillName, 30)}</bdi>,
  },
  countColumn<Row>('offered', 'Sessions', { of: ({ offered }) => offered }),
];

/** Skills that take room in every session and are used in none. */
export function NeverUsedPanel({ answer }: OverviewAnswer): JSX.Element {
  return (
    <Panel title="Offered and never used" span="third">
      <Loaded answer={answer} lines={8}>
        {({ offeredNeverUsed }) =>
          offeredNeverUsed.length === 0 ? (
            <Empty>Every skill that was offered was used.</Empty>
          ) : (
            <DataTable
              caption="Skills offered and never used"
              columns={columns}
              rows={offeredNeverUsed}
              keyOf={({ skillName }) => skillName}
            />
          )
        }
      </Loaded>
    </Panel>
  );
}
