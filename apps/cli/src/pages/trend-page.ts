import type { ChangePointRow, TrendResult } from '@skills/schema';
import type { Page } from '../output.ts';
import { formatCount, formatCountOf, safeText } from '@skills/text';
import { renderLineChart } from '../terminal/line-chart.ts';
import { sparkline } from '../terminal/sparkline.ts';
import { renderTable } from '../terminal/table.ts';
import { renderWeekMap, weekdayName } from '../terminal/week-map.ts';
import { heading, kindText } from './page-parts.ts';
import {
  differenceText,
  directionPaint,
  directionText,
  metricNames,
  metricText,
  probabilityText,
  slopeText,
} from './trend-text.ts';

const chartHeight = 11;
const chartWidth = 100;
const dayMs = 86_400_000;

/** Where one skill is going, for a person. */
export function trendPage(result: TrendResult, page: Page): readonly string[] {
  const { skillName, kind, metric, window } = result;
  const title = `${safeText(skillName, 60)}: ${metricNames[metric]}`;
  return [
    heading(title, window, page),
    '',
    ...summary(result, kindText(kind), page),
    '',
    ...chart(result, page),
    ...changes(result, page),
    ...week(result, page),
    ...adoption(result, page),
  ];
}

function summary(result: TrendResult, kind: string, { style }: Page): readonly string[] {
  const { metric, trend, theilSen, mannKendall, seasonality } = result;
  const word = directionPaint(trend, style)(directionText(trend));
  const basis = `${formatCountOf(result.sampleSize, 'call')} of this ${kind} on ${formatCountOf(result.observedDays, 'day')}`;
  const lines =
    result.slopePerDay === null
      ? [['trend', `${word}: ${basis}`]]
      : [
          ['trend', `${word}, p ${probabilityText(result.pValue)}: ${slopeText(result, metric)}`],
          ['from', `${basis}${seasonality.weekdayAdjusted ? ', weekdays evened out' : ''}`],
          [
            'beside',
            `Theil-Sen ${differenceText(theilSen?.slopePerDay ?? null, metric)} a day, Mann-Kendall p ${probabilityText(mannKendall?.pValue ?? null)}`,
          ],
        ];
  return lines.map(([name = '', text = '']) => `  ${style.dim(name.padEnd(8))}${text}`);
}

function chart({ points, metric, changePoints, slopePerDay }: TrendResult, page: Page): readonly string[] {
  const at = (day: string): number => Date.parse(day) / dayMs;
  const whole = points.filter(
    ({ coverage }) => metric !== 'invocation_count' || coverage === 1 || slopePerDay === null,
  );
  const partial = points.filter((point) => !whole.includes(point));
  return renderLineChart(
    {
      points: whole.map(({ day, value }) => ({ x: at(day), y: value })),
      faintPoints: partial.map(({ day, value }) => ({ x: at(day), y: value })),
      line: points.flatMap(({ day, fitted }) => (fitted === null ? [] : [{ x: at(day), y: fitted }])),
      marks: changePoints.map((change) => at(change.at)),
      least: 0,
      ...(metric === 'completion_rate' ? { most: 1 } : {}),
      formatX: (x) => new Date(Math.round(x) * dayMs).toISOString().slice(0, 10),
      formatY: (y) => metricText(y, metric),
    },
    { width: Math.min(chartWidth, page.width), height: chartHeight, style: page.style },
  );
}

function changes({ changePoints, metric }: TrendResult, page: Page): readonly string[] {
  if (changePoints.length === 0) return [];
  const rows = renderTable<ChangePointRow>(
    changePoints,
    [
      { header: 'since', cell: ({ at }) => at.slice(0, 10) },
      { header: 'before', align: 'right', cell: ({ before }) => metricText(before, metric) },
      { header: 'after', align: 'right', cell: ({ after }) => metricText(after, metric) },
      { header: 'change', align: 'right', cell: ({ change }) => differenceText(change, metric) },
      { header: 'p', align: 'right', cell: ({ pValue }) => probabilityText(pValue) },
    ],
    page,
  );
  return ['', page.style.bold('Changes of level'), ...rows];
}

function week({ seasonality: { profile, busiest } }: TrendResult, page: Page): readonly string[] {
  if (busiest === null) return [];
  const calls = new Map(profile.map((hour) => [hour.weekday * 24 + hour.hour, hour.callsPerHour ?? 0]));
  const peak = `busiest ${weekdayName(busiest.weekday)} ${String(busiest.hour).padStart(2, '0')}:00`;
  return [
    '',
    `${page.style.bold('When it runs')}  ${page.style.dim(peak)}`,
    ...renderWeekMap((weekday, hour) => calls.get(weekday * 24 + hour) ?? 0, page),
  ];
}

function adoption({ adoption: curve }: TrendResult, { style, width }: Page): readonly string[] {
  if (curve === null) return [];
  const total = curve.days.at(-1)?.cumulativeSessions ?? 0;
  const series = curve.days.map(({ cumulativeSessions }) => cumulativeSessions);
  const line = sparkline(series.length > width - 4 ? series.slice(-(width - 4)) : series, width - 4);
  return [
    '',
    `${style.bold('New in this window')}  ${style.dim(`first seen ${curve.firstSeen.slice(0, 10)}, ${formatCount(total)} sessions since`)}`,
    `  ${style.cyan(line)}`,
  ];
}
