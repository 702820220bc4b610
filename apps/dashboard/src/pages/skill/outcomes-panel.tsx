import type { OutcomeCounts, ShowResult } from '@skills/schema';
import { safeText } from '@skills/text';
import type { JSX } from 'preact';
import { DataTable } from '../../components/data-table.tsx';
import type { Column } from '../../components/data-table.tsx';
import { withInterval } from '../../components/outcome-counts.ts';
import { CsvButton, Empty, Loaded, Panel } from '../../components/panel.tsx';
import { countColumn, rateColumn } from '../../components/skill-columns.tsx';
import type { ShowAnswer } from './skill-activity-panel.tsx';

type Part = OutcomeCounts & { readonly key: string; readonly label: string };
type PartRow = Part & { readonly completionRateLower: number | null; readonly completionRateUpper: number | null };

export type OutcomesPanelProps = ShowAnswer & {
  readonly title: string;
  readonly header: string;
  readonly rowsOf: (result: ShowResult) => readonly Part[];
};

/** How well a skill works in each part of the work. */
export function OutcomesPanel({ answer, title, header, rowsOf }: OutcomesPanelProps): JSX.Element {
  const columns: readonly Column<PartRow>[] = [
    { id: 'part', header, cell: ({ label }) => <bdi>{safeText(label, 60)}</bdi>, value: ({ label }) => label },
    countColumn<PartRow>('calls', 'Calls', { of: ({ invocations }) => invocations }),
    rateColumn<PartRow>(),
  ];
  const rows = answer.result === undefined ? [] : rowsOf(answer.result).map(withInterval);
  return (
    <Panel title={title} span="half" actions={<CsvButton title={title} columns={columns} rows={rows} />}>
      <Loaded answer={answer} lines={8}>
        {() =>
          rows.length === 0 ? (
            <Empty>Calls of this skill do not say.</Empty>
          ) : (
            <DataTable caption={title} columns={columns} rows={rows} keyOf={({ key }) => key} limit={12} />
          )
        }
      </Loaded>
    </Panel>
  );
}
