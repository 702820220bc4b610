import { wilsonScoreInterval } from '@skills/analytics';
import type { OutcomeCounts } from '@skills/schema';
import type { ChartSeries } from './line-chart.tsx';

type Bucket = OutcomeCounts & { readonly startAt: string };

export type OutcomeSeries = {
  /** Seconds since 1970, one for each bucket of the window, those without a call too. */
  readonly times: readonly number[];
  readonly calls: ChartSeries;
  readonly rate: ChartSeries;
};

// More bars than this are thinner than a pixel.
const mostBuckets = 732;

/** Calls and completion rate over time, the rate with its 95 % interval. Buckets without a known outcome have none. */
export function outcomeSeries(buckets: readonly Bucket[], bucketSeconds: number, untilMs: number): OutcomeSeries {
  const byTime = new Map(buckets.map((bucket) => [Date.parse(bucket.startAt) / 1000, bucket]));
  const first = Math.min(...byTime.keys(), untilMs / 1000);
  const all = Math.ceil((untilMs / 1000 - first) / bucketSeconds);
  const skipped = Math.max(0, all - mostBuckets);
  const times = Array.from({ length: all - skipped }, (_, index) => first + (skipped + index) * bucketSeconds);
  const intervals = times.map((time) => {
    const { completed = 0, failed = 0 } = byTime.get(time) ?? {};
    return completed + failed === 0 ? undefined : wilsonScoreInterval(completed, completed + failed);
  });
  return {
    times,
    calls: {
      label: 'calls',
      colour: 'series-1',
      shape: 'bars',
      values: times.map((time) => byTime.get(time)?.invocations ?? 0),
    },
    rate: {
      label: 'works, with 95 % interval',
      colour: 'series-2',
      shape: 'line',
      values: times.map((time) => byTime.get(time)?.completionRate ?? null),
      band: {
        lower: intervals.map((interval) => interval?.lower ?? null),
        upper: intervals.map((interval) => interval?.upper ?? null),
      },
    },
  };
}

/** From the whole tenth below every bound of the intervals to 1: rates near 1 would else be one line. */
export function rateRange({ band }: ChartSeries): readonly [least: number, most: number] {
  const bounds = (band?.lower ?? []).filter((value) => value !== null);
  return [Math.floor(Math.min(0.9, ...bounds) * 10) / 10, 1];
}
