import type { ExperimentListResult } from '@skills/schema';
import { formatCount, formatPercent, safeText } from '@skills/text';
import type { JSX } from 'preact';
import { ask } from '../answers/questions.ts';
import { useAnswer } from '../app/page-context.ts';
import { DataTable } from '../components/data-table.tsx';
import type { Column } from '../components/data-table.tsx';
import { Link } from '../components/link.tsx';
import { CsvButton, Empty, Loaded, Panel } from '../components/panel.tsx';
import { formatDay } from '../format/time.ts';

type Row = ExperimentListResult['experiments'][number];

const columns: readonly Column<Row>[] = [
  {
    id: 'name',
    header: 'Experiment',
    cell: ({ testName }) => (
      <Link path="/experiment" query={{ name: testName }}>
        <bdi>{safeText(testName, 60)}</bdi>
      </Link>
    ),
    value: ({ testName }) => testName,
  },
  {
    id: 'state',
    header: 'State',
    cell: ({ status }) => <span class="badge">{status}</span>,
    value: ({ status }) => status,
  },
  {
    id: 'arms',
    header: 'Control against treatment',
    cell: (row) => `${safeText(row.controlStrategy, 30)} against ${safeText(row.treatmentStrategy, 30)}`,
    priority: 2,
  },
  {
    id: 'users',
    header: 'Users',
    align: 'end',
    cell: (row) => `${formatCount(row.controlSampleSize)} + ${formatCount(row.treatmentSampleSize)}`,
    value: (row) => row.controlSampleSize + row.treatmentSampleSize,
  },
  {
    id: 'ratio',
    header: 'To control',
    align: 'end',
    cell: ({ assignmentRatio }) => formatPercent(assignmentRatio),
    priority: 3,
  },
  {
    id: 'start',
    header: 'Began',
    align: 'end',
    cell: ({ startDate }) => formatDay(startDate),
    value: ({ startDate }) => startDate,
    priority: 2,
  },
];

/** Experiments, the newest first. */
export function ExperimentsPage(): JSX.Element {
  const answer = useAnswer(ask.experiments());
  return (
    <div class="grid">
      <Panel
        title="Experiments"
        span="full"
        actions={<CsvButton title="Experiments" columns={columns} rows={answer.result?.experiments ?? []} />}
      >
        <Loaded answer={answer} lines={6}>
          {({ experiments }) =>
            experiments.length === 0 ? (
              <Empty>
                <p>There is no experiment yet. One compares two ways of doing the same, user by user:</p>
                <p>
                  <code>skills ab create shorter-prompt --control long --treatment short</code>
                </p>
              </Empty>
            ) : (
              <DataTable
                caption="Experiments"
                columns={columns}
                rows={experiments}
                keyOf={({ testId }) => String(testId)}
                orderName="order"
              />
            )
          }
        </Loaded>
      </Panel>
    </div>
  );
}
