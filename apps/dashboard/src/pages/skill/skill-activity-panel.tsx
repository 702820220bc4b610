import type { ShowResult, TrendResult } from '@skills/schema';
import { formatCount, formatPercent } from '@skills/text';
import type { JSX } from 'preact';
import type { Answer } from '../../answers/answer-store.ts';
import { LineChart } from '../../charts/line-chart.tsx';
import { outcomeSeries, rateRange } from '../../charts/outcome-series.ts';
import { Loaded, Panel } from '../../components/panel.tsx';
import { trendText } from '../../components/trend-text.ts';

export type ShowAnswer = { readonly answer: Answer & { readonly result: ShowResult | undefined } };
type ActivityProps = ShowAnswer & { readonly trend: TrendResult | undefined };

/** Calls and rate of one skill over time, with the days on which its level changed. */
export function SkillActivityPanel({ answer, trend }: ActivityProps): JSX.Element {
  const bucket = answer.result?.trendBucketSeconds === 3600 ? 'hour' : 'day';
  const marks = (trend?.changePoints ?? []).map(({ at, before, after }) => ({
    at: Date.parse(at) / 1000,
    label: `${formatPercent(before)} to ${formatPercent(after)}`,
  }));
  return (
    <Panel
      title={`Share that works, by ${bucket}`}
      span="two-thirds"
      note={trend === undefined ? '' : trendText(trend)}
    >
      <Loaded answer={answer} lines={17}>
        {({ trend: buckets, trendBucketSeconds, window, invocations, completionRate }) => {
          const { times, calls, rate } = outcomeSeries(buckets, trendBucketSeconds, Date.parse(window.until));
          return (
            <>
              <LineChart
                title={`Share that works, by ${bucket}`}
                times={times}
                series={[rate]}
                format={formatPercent}
                range={rateRange(rate)}
                marks={marks}
                height={150}
                description={`${formatPercent(completionRate)} over the window. ${marks.map(({ label }) => `Changed from ${label}.`).join(' ')}`}
              />
              <LineChart
                title={`Calls by ${bucket}`}
                times={times}
                series={[calls]}
                format={formatCount}
                height={130}
                description={`${formatCount(invocations)} calls in the window.`}
              />
            </>
          );
        }}
      </Loaded>
    </Panel>
  );
}
