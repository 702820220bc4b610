import type { PipelineResult, PipelineTool } from '@skills/schema';
import { formatCount, formatDuration, formatPercent, formatTokens, formatUsd } from '@skills/text';
import type { JSX } from 'preact';
import { ask } from '../answers/questions.ts';
import { useAnswer } from '../app/page-context.ts';
import { LineChart } from '../charts/line-chart.tsx';
import { DataTable } from '../components/data-table.tsx';
import type { Column } from '../components/data-table.tsx';
import { Facts } from '../components/facts.tsx';
import type { Fact } from '../components/facts.tsx';
import { CsvButton, Empty, Loaded, Panel } from '../components/panel.tsx';
import { Rate, RateNote } from '../components/rate.tsx';
import { countColumn, durationColumn } from '../components/skill-columns.tsx';
import { SkillName } from '../components/skill-name.tsx';
import { formatWindow } from '../format/time.ts';
import { RisksPanels } from './tasks/risks-panels.tsx';

const names = ['Tasks', 'Work', 'Failed', 'A task takes', 'Stated cost'];

const columns: readonly Column<PipelineTool>[] = [
  {
    id: 'tool',
    header: 'Tool',
    cell: ({ toolName, kind }) => <SkillName name={toolName} kind={kind} />,
    value: ({ toolName }) => toolName,
  },
  countColumn<PipelineTool>('tasks', 'Tasks', { of: ({ total }) => total }),
  {
    id: 'works',
    header: 'Works',
    align: 'rate',
    cell: (row) => <Rate rate={row.successRate} lower={row.successRateLower} upper={row.successRateUpper} />,
    value: ({ successRate }) => successRate,
  },
  countColumn<PipelineTool>('failed', 'Failed', { of: ({ failed }) => failed, priority: 2 }),
  durationColumn<PipelineTool>('takes', 'Takes', { of: (row) => row.averageDurationSeconds, priority: 2 }),
];

/** Tasks of the last 24 hours: every call counts as one. */
export function TasksPage(): JSX.Element {
  const answer = useAnswer(ask.pipeline());
  const { result } = answer;
  return (
    <div class="grid">
      <Facts
        label="Tasks of the last 24 hours"
        isBusy={result === undefined}
        facts={result === undefined ? names.map((name) => ({ name, value: '' })) : facts(result)}
      />
      <Panel title="Tasks by hour" span="half" {...(result === undefined ? {} : { note: formatWindow(result.window) })}>
        <Loaded answer={answer} lines={10}>
          {({ hours }) => <HoursChart hours={hours} />}
        </Loaded>
      </Panel>
      <Panel
        title="Tasks by tool"
        span="half"
        actions={<CsvButton title="Tasks by tool" columns={columns} rows={result?.tools ?? []} />}
      >
        <Loaded answer={answer} lines={10}>
          {({ tools }) =>
            tools.length === 0 ? (
              <Empty>Nothing ran in the last 24 hours.</Empty>
            ) : (
              <DataTable
                caption="Tasks by tool"
                columns={columns}
                rows={tools}
                keyOf={keyOf}
                orderName="tools"
                limit={15}
              />
            )
          }
        </Loaded>
      </Panel>
      <RisksPanels />
    </div>
  );
}

function HoursChart({ hours }: Pick<PipelineResult, 'hours'>): JSX.Element {
  return (
    <LineChart
      title="Tasks by hour"
      times={hours.map(({ hour }) => Date.parse(hour) / 1000)}
      series={[
        { label: 'tasks', colour: 'series-1', shape: 'bars', values: hours.map(({ total }) => total) },
        { label: 'failed', colour: 'series-3', shape: 'line', values: hours.map(({ failed }) => failed) },
      ]}
      format={formatCount}
      height={220}
      description="Tasks of the last 24 hours, and those that failed."
    />
  );
}

function facts({ last24Hours: day }: PipelineResult): readonly Fact[] {
  return [
    {
      name: 'Tasks',
      value: formatCount(day.totalTasks),
      note: `${formatCount(day.unknownTasks)} without a known outcome`,
    },
    {
      name: 'Work',
      value: formatPercent(day.successRate),
      note: <RateNote rate={day.successRate} lower={day.successRateLower} upper={day.successRateUpper} />,
    },
    { name: 'Failed', value: formatCount(day.failedTasks), note: `${formatCount(day.successfulTasks)} worked` },
    { name: 'A task takes', value: formatDuration(day.averageDurationSeconds), note: 'on average' },
    {
      name: 'Stated cost',
      value: formatUsd(day.costUsd),
      note: day.tokens === null ? 'no task states tokens' : `${formatTokens(day.tokens)} tokens stated`,
    },
  ];
}

function keyOf({ kind, toolName }: PipelineTool): string {
  return `${kind} ${toolName}`;
}
