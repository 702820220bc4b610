import type { SkillTrend, TrendMetric } from '@skills/schema';
import type { JSX } from 'preact';
import { ask } from '../../answers/questions.ts';
import { useAnswer, usePage, useSince } from '../../app/page-context.ts';
import { DataTable } from '../../components/data-table.tsx';
import type { Column } from '../../components/data-table.tsx';
import { CsvButton, Empty, Loaded, Panel } from '../../components/panel.tsx';
import { countColumn, skillColumn } from '../../components/skill-columns.tsx';
import { metricFormat, trendText } from '../../components/trend-text.ts';
import { formatPercentChange } from '../../format/signed.ts';
import { trendSince } from './trend-window.ts';

/** The trend of every skill, the surest first. */
export function TrendsPanel({ metric }: { readonly metric: TrendMetric }): JSX.Element {
  const { router } = usePage();
  const answer = useAnswer(ask.trends({ metric, since: trendSince(useSince()), limit: '200' }));
  const columns = trendColumns(metric, (skill) => router.adjust({ skill }));
  const { result } = answer;
  return (
    <Panel
      title="Trends"
      span="full"
      {...(result === undefined ? {} : { note: `${result.tested} skills with enough data, the surest first` })}
      actions={<CsvButton title="Trends" columns={columns} rows={result?.trends ?? []} />}
    >
      <Loaded answer={answer} lines={20}>
        {({ trends }) =>
          trends.length === 0 ? (
            <Empty>Nothing ran in this window.</Empty>
          ) : (
            <DataTable caption="Trends of skills" columns={columns} rows={trends} keyOf={keyOf} orderName="trends" />
          )
        }
      </Loaded>
    </Panel>
  );
}

function trendColumns(metric: TrendMetric, choose: (skill: string) => void): readonly Column<SkillTrend>[] {
  const format = metricFormat(metric);
  return [
    skillColumn<SkillTrend>(),
    { id: 'trend', header: 'Trend', cell: (row) => <TrendBadge row={row} />, value: ({ trend }) => trend },
    countColumn<SkillTrend>('calls', 'Calls', { of: ({ invocations }) => invocations, priority: 2 }),
    {
      id: 'from',
      header: 'From',
      align: 'end',
      cell: ({ startValue }) => format(startValue),
      value: ({ startValue }) => startValue,
    },
    {
      id: 'to',
      header: 'To',
      align: 'end',
      cell: ({ endValue }) => format(endValue),
      value: ({ endValue }) => endValue,
    },
    {
      id: 'change',
      header: 'Change',
      align: 'end',
      cell: ({ changePercent }) => formatPercentChange(changePercent),
      value: ({ changePercent }) => changePercent,
      priority: 2,
    },
    {
      id: 'q',
      header: 'q',
      hint: 'Share of false alarms among trends as clear as this',
      align: 'end',
      cell: ({ qValue }) => (qValue === null ? '–' : qValue < 0.001 ? '<0.001' : qValue.toFixed(3)),
      value: ({ qValue }) => qValue,
      priority: 3,
    },
    {
      id: 'draw',
      header: '',
      cell: ({ skillName }) => (
        <button type="button" class="quiet" onClick={() => choose(skillName)} aria-label={`Draw ${skillName}`}>
          Draw
        </button>
      ),
      priority: 2,
    },
  ];
}

function TrendBadge({ row }: { readonly row: SkillTrend }): JSX.Element {
  const tone = row.trend === 'improving' ? 'badge-good' : row.trend === 'declining' ? 'badge-bad' : '';
  return <span class={`badge ${tone}`}>{trendText(row)}</span>;
}

function keyOf({ kind, skillName }: SkillTrend): string {
  return `${kind} ${skillName}`;
}
