import type { CapacityResult, HourForecastResult } from '@skills/schema';
import { formatCount, formatDuration, formatPercent } from '@skills/text';
import type { JSX } from 'preact';
import type { Answer } from '../../answers/answer-store.ts';
import { Loaded, Panel } from '../../components/panel.tsx';
import { formatMoment } from '../../format/time.ts';

export type CapacityAnswer = { readonly answer: Answer & { readonly result: CapacityResult | undefined } };

/** What the next hour will bring, and how often such forecasts were right. */
export function ForecastPanel({ answer }: CapacityAnswer): JSX.Element {
  return (
    <Panel title="Next hour" span="half" {...noteOf(answer.result)}>
      <Loaded answer={answer} lines={6}>
        {({ nextHour }) => (
          <>
            <Forecast name="Calls" forecast={nextHour.calls} format={formatCount} />
            <Forecast name="Time spent on calls" forecast={nextHour.busySeconds} format={formatDuration} />
          </>
        )}
      </Loaded>
    </Panel>
  );
}

function noteOf(result: CapacityResult | undefined): { readonly note?: string } {
  return result === undefined ? {} : { note: `from ${formatMoment(result.nextHour.window.since)} UTC` };
}

type ForecastProps = {
  readonly name: string;
  readonly forecast: HourForecastResult;
  readonly format: (value: number) => string;
};

const width = 320;

function Forecast({ name, forecast, format }: ForecastProps): JSX.Element {
  if (forecast.kind === 'insufficient-data') {
    return (
      <p>
        {name}: a forecast needs {formatCount(forecast.requiredHours)} hours, {formatCount(forecast.actualHours)} are
        known.
      </p>
    );
  }
  const { expected, lower, upper, confidence, backtest } = forecast;
  const most = upper * 1.05 || 1;
  return (
    <>
      <h3>{name}</h3>
      <p class="forecast">
        <strong>{format(expected)}</strong>
        <svg
          class="effect tone-plain"
          width={width}
          height="14"
          viewBox={`0 0 ${width} 14`}
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          <line class="interval-track" x1="0" x2={width} y1="7" y2="7" />
          <rect
            class="interval-bar"
            x={(lower / most) * width}
            y="4"
            width={((upper - lower) / most) * width}
            height="6"
            rx="2"
          />
          <line class="interval-mark" x1={(expected / most) * width} x2={(expected / most) * width} y1="1" y2="13" />
        </svg>
        <span>
          {format(lower)} to {format(upper)}
        </span>
      </p>
      <p class="note">
        {formatPercent(confidence)} of such hours should lie between these; of {formatCount(backtest.hours)} past ones{' '}
        {formatPercent(backtest.coverage)} did.
      </p>
    </>
  );
}
