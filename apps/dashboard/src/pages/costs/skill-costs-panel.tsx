import type { CostsResult } from '@skills/schema';
import { formatUsd } from '@skills/text';
import type { JSX } from 'preact';
import { DataTable } from '../../components/data-table.tsx';
import type { Column } from '../../components/data-table.tsx';
import { CsvButton, Empty, Loaded, Panel } from '../../components/panel.tsx';
import { countColumn } from '../../components/skill-columns.tsx';
import { SkillName } from '../../components/skill-name.tsx';
import { formatUsdEach } from '../../format/usd-each.ts';
import { CostShare } from './models-panel.tsx';
import type { CostsAnswer } from './models-panel.tsx';

type Row = CostsResult['bySkill'][number];

/** What each skill cost, and what one success of it did. */
export function SkillCostsPanel({ answer }: CostsAnswer): JSX.Element {
  const all = answer.result?.costUsd ?? 0;
  const columns: readonly Column<Row>[] = [
    {
      id: 'skill',
      header: 'Skill',
      cell: ({ skillName }) => (skillName === null ? <em>no skill named</em> : <SkillName name={skillName} />),
      value: ({ skillName }) => skillName ?? '',
    },
    {
      id: 'cost',
      header: 'Cost',
      align: 'end',
      cell: ({ costUsd }) => formatUsd(costUsd),
      value: ({ costUsd }) => costUsd,
    },
    { id: 'share', header: 'Share', cell: ({ costUsd }) => <CostShare costUsd={costUsd} all={all} />, priority: 2 },
    countColumn<Row>('calls', 'Calls', { of: ({ outcomes }) => outcomes?.calls ?? null, priority: 3 }),
    {
      id: 'success',
      header: 'A success costs',
      hint: 'Cost of a call over the share that works, with its 95 % interval',
      align: 'end',
      cell: ({ outcomes }) => successText(outcomes?.costPerSuccess ?? null),
      value: ({ outcomes }) => outcomes?.costPerSuccess?.usd ?? null,
    },
  ];
  return (
    <Panel
      title="By skill"
      span="full"
      actions={<CsvButton title="Cost by skill" columns={columns} rows={answer.result?.bySkill ?? []} />}
    >
      <Loaded answer={answer} lines={12}>
        {({ bySkill }) =>
          bySkill.length === 0 ? (
            <Empty>No message of this window tells its tokens.</Empty>
          ) : (
            <DataTable
              caption="Cost by skill"
              columns={columns}
              rows={bySkill}
              keyOf={({ skillName }) => skillName ?? ''}
              orderName="skills"
              limit={25}
            />
          )
        }
      </Loaded>
    </Panel>
  );
}

function successText(cost: NonNullable<Row['outcomes']>['costPerSuccess']): string {
  if (cost === null) return '–';
  return `${formatUsdEach(cost.usd)} (${formatUsdEach(cost.lower)} to ${formatUsdEach(cost.upper)})`;
}
