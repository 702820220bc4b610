import { formatCount, formatPercent } from '@skills/text';
import type { TrendResult } from '@skills/schema';
import type { JSX } from 'preact';
import { weekdayName } from '../format/time.ts';

type Hour = TrendResult['seasonality']['profile'][number];

const hours = Array.from({ length: 24 }, (_, hour) => hour);
const weekdays = Array.from({ length: 7 }, (_, weekday) => weekday);
const shades = 5;

export type WeekMapProps = { readonly title: string; readonly profile: readonly Hour[] };

/** When a skill runs: the hours of the week (UTC), darker with more calls. A table, so that every cell can be read. */
export function WeekMap({ title, profile }: WeekMapProps): JSX.Element {
  const byHour = new Map(profile.map((entry) => [`${entry.weekday} ${entry.hour}`, entry]));
  const most = Math.max(1, ...profile.map(({ invocations }) => invocations));
  return (
    <div class="week-map-frame">
      <table class="week-map">
        <caption class="visually-hidden">{title}: calls by weekday and hour, UTC</caption>
        <thead>
          <tr>
            <th scope="col">
              <span class="visually-hidden">weekday</span>
            </th>
            {hours.map((hour) => (
              <th key={hour} scope="col">
                {hour % 6 === 0 ? hour : <span class="visually-hidden">{hour}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weekdays.map((weekday) => (
            <tr key={weekday}>
              <th scope="row">{weekdayName(weekday)}</th>
              {hours.map((hour) => mapCell(byHour.get(`${weekday} ${hour}`), most, hour))}
            </tr>
          ))}
        </tbody>
      </table>
      <p class="note">
        hours in UTC; fewer{' '}
        {Array.from({ length: shades + 1 }, (_, shade) => (
          <span key={shade} class={`shade shade-${shade}`} aria-hidden="true" />
        ))}{' '}
        more, up to {formatCount(most)} calls
      </p>
    </div>
  );
}

function mapCell(entry: Hour | undefined, most: number, hour: number): JSX.Element {
  const calls = entry?.invocations ?? 0;
  const rate = entry?.completionRate ?? null;
  const text = `${hour}:00, ${formatCount(calls)} calls${rate === null ? '' : `, ${formatPercent(rate)} worked`}`;
  return (
    <td key={hour} class={`shade-${calls === 0 ? 0 : Math.max(1, Math.ceil((calls / most) * shades))}`} title={text}>
      <span class="visually-hidden">{calls}</span>
    </td>
  );
}
