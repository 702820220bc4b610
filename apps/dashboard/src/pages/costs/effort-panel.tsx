import type { HumanEffort } from '@skills/schema';
import type { JSX } from 'preact';
import { DataTable } from '../../components/data-table.tsx';
import type { Column } from '../../components/data-table.tsx';
import { Empty, Loaded, Panel } from '../../components/panel.tsx';
import { countColumn, durationColumn } from '../../components/skill-columns.tsx';
import type { CostsAnswer } from './models-panel.tsx';

const levels = { LOW: 'below 5 min', MEDIUM: '5 to 30 min', HIGH: 'above 30 min' } as const;

const columns: readonly Column<HumanEffort>[] = [
  { id: 'level', header: 'Effort', cell: ({ level }) => `${level.toLowerCase()}, ${levels[level]}` },
  countColumn<HumanEffort>('tasks', 'Tasks', { of: ({ tasks }) => tasks }),
  durationColumn<HumanEffort>('time', 'Time', { of: ({ durationSeconds }) => durationSeconds }),
];

/** What the tasks of the last 24 hours asked of people. */
export function EffortPanel({ answer }: CostsAnswer): JSX.Element {
  return (
    <Panel title="Effort of people" span="third" note="last 24 hours">
      <Loaded answer={answer} lines={4}>
        {({ humanEffort }) =>
          humanEffort.length === 0 ? (
            <Empty>No task in the last 24 hours.</Empty>
          ) : (
            <DataTable caption="Effort of people" columns={columns} rows={humanEffort} keyOf={({ level }) => level} />
          )
        }
      </Loaded>
    </Panel>
  );
}
