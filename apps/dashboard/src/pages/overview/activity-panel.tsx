import type { OverviewResult } from '@skills/schema';
import { formatCount, formatPercent } from '@skills/text';
import type { JSX } from 'preact';
import type { Answer } from '../../answers/answer-store.ts';
import { LineChart } from '../../charts/line-chart.tsx';
import { outcomeSeries, rateRange } from '../../charts/outcome-series.ts';
import { Loaded, Panel } from '../../components/panel.tsx';

export type OverviewAnswer = { readonly answer: Answer & { readonly result: OverviewResult | undefined } };

/** Calls, and how many of them worked, over the window. */
export function ActivityPanel({ answer }: OverviewAnswer): JSX.Element {
  const bucket = answer.result?.activityBucketSeconds === 3600 ? 'hour' : 'day';
  return (
    <Panel title={`Calls by ${bucket}`} span="two-thirds">
      <Loaded answer={answer} lines={17}>
        {({ trend, activityBucketSeconds, window, totals }) => {
          const { times, calls, rate } = outcomeSeries(trend, activityBucketSeconds, Date.parse(window.until));
          return (
            <>
              <LineChart
                title={`Calls by ${bucket}`}
                times={times}
                series={[calls]}
                format={formatCount}
                height={150}
                description={`${formatCount(totals.invocations)} calls in the window.`}
              />
              <LineChart
                title={`Share that works by ${bucket}`}
                times={times}
                series={[rate]}
                format={formatPercent}
                range={rateRange(rate)}
                height={130}
                description={`${formatPercent(totals.completionRate)} of the calls with a known outcome worked.`}
              />
            </>
          );
        }}
      </Loaded>
    </Panel>
  );
}
