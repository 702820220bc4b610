import type { ShowResult } from '@skills/schema';
import type { JSX } from 'preact';
import { DataTable } from '../../components/data-table.tsx';
import type { Column } from '../../components/data-table.tsx';
import { Empty, Loaded, Panel } from '../../components/panel.tsx';
import { countColumn, skillColumn } from '../../components/skill-columns.tsx';
import type { ShowAnswer } from './skill-activity-panel.tsx';

type Row = ShowResult['relatedSkills'][number];

const columns: readonly Column<Row>[] = [
  skillColumn<Row>(),
  countColumn<Row>('sessions', 'Sessions with both', { of: ({ sharedSessions }) => sharedSessions }),
];

export function RelatedPanel({ answer }: ShowAnswer): JSX.Element {
  return (
    <Panel title="Used in the same sessions" span="half">
      <Loaded answer={answer} lines={8}>
        {({ relatedSkills }) =>
          relatedSkills.length === 0 ? (
            <Empty>It is always used alone.</Empty>
          ) : (
            <DataTable caption="Used in the same sessions" columns={columns} rows={relatedSkills} keyOf={keyOf} />
          )
        }
      </Loaded>
    </Panel>
  );
}

function keyOf({ kind, skillName }: Row): string {
  return `${kind} ${skillName}`;
}
