import type { TrendMetric, TrendResult } from '@skills/schema';
import { safeText } from '@skills/text';
import type { JSX } from 'preact';
import { ask } from '../../answers/questions.ts';
import { useAnswer, usePage, useSince } from '../../app/page-context.ts';
import { LineChart } from '../../charts/line-chart.tsx';
import { Empty, Loaded, Panel } from '../../components/panel.tsx';
import { metricFormat, trendText } from '../../components/trend-text.ts';
import { formatDay } from '../../format/time.ts';
import { metricChoices } from './metric-choices.ts';
import { trendSince } from './trend-window.ts';

type TrendLinePanelProps = { readonly metric: TrendMetric; readonly skill: string | undefined };

/** One skill drawn, with its line and the days on which its level changed; the surest trend unless one is chosen. */
export function TrendLinePanel({ metric, skill }: TrendLinePanelProps): JSX.Element {
  const { router } = usePage();
  const since = trendSince(useSince());
  const trends = useAnswer(ask.trends({ metric, since, limit: '200' }));
  const name = skill ?? trends.result?.trends[0]?.skillName;
  const choice = (
    <label class="choice">
      <span class="visually-hidden">Figure</span>
      <select value={metric} onChange={({ currentTarget }) => router.adjust({ metric: currentTarget.value })}>
        {metricChoices.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <Panel title={name === undefined ? 'Trend' : `Trend of ${safeText(name, 40)}`} span="full" actions={choice}>
      {name === undefined ? (
        <Loaded answer={trends} lines={12}>
          {() => <Empty>Nothing ran in this window.</Empty>}
        </Loaded>
      ) : (
        <Drawn name={name} query={{ metric, since }} />
      )}
    </Panel>
  );
}

type DrawnProps = { readonly name: string; readonly query: Readonly<Record<string, string>> };

function Drawn({ name, query }: DrawnProps): JSX.Element {
  const answer = useAnswer(ask.trend(name, query));
  return (
    <Loaded answer={answer} lines={12}>
      {(trend) => {
        const format = metricFormat(trend.metric);
        return (
          <>
            <LineChart
              title={`Trend of ${safeText(name, 40)}`}
              times={trend.points.map(({ day }) => Date.parse(day) / 1000)}
              series={[
                { label: 'by day', colour: 'series-2', shape: 'line', values: trend.points.map(({ value }) => value) },
                {
                  label: 'line',
                  colour: 'series-4',
                  shape: 'dashed',
                  values: trend.points.map(({ fitted }) => fitted),
                },
              ]}
              format={format}
              marks={trend.changePoints.map(({ at }) => ({ at: Date.parse(at) / 1000, label: formatDay(at) }))}
              height={220}
              description={changesText(trend)}
            />
            <p class="note">{changesText(trend)}</p>
          </>
        );
      }}
    </Loaded>
  );
}

function changesText(trend: TrendResult): string {
  const format = metricFormat(trend.metric);
  const changes = trend.changePoints.map(
    ({ at, before, after }) => `Its level changed on ${formatDay(at)} from ${format(before)} to ${format(after)}.`,
  );
  return [`Over ${trend.observedDays} days: ${trendText(trend)}.`, ...changes].join(' ');
}
