import uPlot from 'uplot';
import { formatDay, formatMoment } from '../format/time.ts';
import { chartColours } from './chart-colours.ts';
import type { ChartColours } from './chart-colours.ts';
import type { ChartMark, ChartSeries, LineChartProps } from './line-chart.tsx';

const font = '12px system-ui, sans-serif';
const daySeconds = 86_400;

/** How uPlot draws a chart of ours in the colours of the page. */
export function chartOptions(element: Element, props: LineChartProps): Omit<uPlot.Options, 'width' | 'height'> {
  const colours = chartColours(element);
  const { series, times, format, range, marks = [] } = props;
  const isDaily = (times.at(-1) ?? 0) - (times[0] ?? 0) > 2 * daySeconds;
  return {
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
    padding: [12, 12, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { setScale: false, x: false } },
    select: { show: false, left: 0, top: 0, width: 0, height: 0 },
    scales: {
      x: { time: true, range: xRange(times) },
      y: { range: range === undefined ? fromZero : () => [...range] },
    },
    axes: [
      {
        stroke: colours.text,
        font,
        grid: { show: false },
        ticks: { stroke: colours.grid, width: 1, size: 4 },
        space: 64,
        size: 28,
        gap: 3,
        values: (_, splits) => splits.map((at) => axisTime(at, isDaily)),
      },
      {
        stroke: colours.text,
        font,
        size: 56,
        grid: { stroke: colours.grid, width: 1 },
        ticks: { show: false },
        values: (_, splits) => splits.map((value) => format(value)),
      },
    ],
    ...seriesOptions(series, colours),
    hooks: { draw: [(chart) => drawMarks(chart, marks, colours)] },
    plugins: [tooltip(series, format, isDaily)],
  };
}

function xRange(times: readonly number[]): uPlot.Range.Function {
  const step = times.length > 1 ? (times[1] ?? 0) - (times[0] ?? 0) : daySeconds;
  // Half a bar at either end.
  return (_, least, most) => [least - step * 0.6, most + step * 0.6];
}

const fromZero: uPlot.Range.Function = (_, __, most) => [0, most > 0 ? most * 1.08 : 1];

function seriesOptions(all: readonly ChartSeries[], colours: ChartColours): Pick<uPlot.Options, 'series' | 'bands'> {
  const series: uPlot.Series[] = [{}];
  const bands: uPlot.Band[] = [];
  for (const { label, colour, shape, band } of all) {
    const stroke = colours.of(colour);
    series.push({
      label,
      stroke,
      width: shape === 'bars' ? 0 : 2,
      spanGaps: false,
      points: { show: shape === 'line', size: 5, fill: stroke, width: 0 },
      ...shapeOptions(shape, stroke),
    });
    if (band === undefined) continue;
    const hidden: uPlot.Series = { stroke: 'transparent', width: 0, points: { show: false } };
    series.push({ ...hidden, label: `${label}, lower` }, { ...hidden, label: `${label}, upper` });
    bands.push({ series: [series.length - 1, series.length - 2], fill: withAlpha(stroke, 0.18) });
  }
  return { series, bands };
}

function shapeOptions(shape: ChartSeries['shape'], stroke: string): Partial<uPlot.Series> {
  if (shape === 'dashed') return { dash: [6, 4] };
  if (shape === 'area') return { fill: withAlpha(stroke, 0.18) };
  const bars = uPlot.paths.bars;
  if (shape !== 'bars' || bars === undefined) return {};
  return { fill: stroke, paths: bars({ size: [0.72, 28], radius: 0.12 }) };
}

/** @param colour - `#rrggbb` */
function withAlpha(colour: string, alpha: number): string {
  return `${colour}${Math.round(alpha * 255)
    .toString(16)
    .padStart(2, '0')}`;
}

function axisTime(seconds: number, isDaily: boolean): string {
  const text = new Date(seconds * 1000).toISOString();
  return isDaily ? formatDay(text) : text.slice(11, 16);
}

function drawMarks(chart: uPlot, marks: readonly ChartMark[], colours: ChartColours): void {
  const { ctx, bbox } = chart;
  const scale = devicePixelRatio || 1;
  ctx.save();
  ctx.strokeStyle = ctx.fillStyle = colours.of('accent');
  ctx.lineWidth = 1.5 * scale;
  ctx.setLineDash([4 * scale, 3 * scale]);
  for (const { at } of marks) {
    const x = chart.valToPos(at, 'x', true);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.beginPath();
    ctx.moveTo(x - 4 * scale, bbox.top - 6 * scale);
    ctx.lineTo(x + 4 * scale, bbox.top - 6 * scale);
    ctx.lineTo(x, bbox.top);
    ctx.fill();
  }
  ctx.restore();
}

/** The figures under the pointer. */
function tooltip(series: readonly ChartSeries[], format: (value: number) => string, isDaily: boolean): uPlot.Plugin {
  const box = document.createElement('div');
  box.className = 'tooltip';
  box.hidden = true;
  return {
    hooks: {
      init: (chart) => chart.over.append(box),
      setCursor(chart) {
        const { idx, left = -1 } = chart.cursor;
        box.hidden = idx === null || idx === undefined || left < 0;
        if (box.hidden || idx === null || idx === undefined) return;
        const at = new Date((chart.data[0][idx] ?? 0) * 1000).toISOString();
        const lines = series.map(({ label, values }) => {
          const value = values[idx] ?? null;
          return `${label}: ${value === null ? '–' : format(value)}`;
        });
        box.replaceChildren(...[isDaily ? formatDay(at) : `${formatMoment(at)} UTC`, ...lines].map(lineOf));
        box.classList.toggle('tooltip-left', left > chart.over.clientWidth / 2);
        box.style.left = `${left}px`;
      },
    },
  };
}

function lineOf(text: string): HTMLElement {
  const line = document.createElement('div');
  line.textContent = text;
  return line;
}
