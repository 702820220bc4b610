import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import { canvasPicture } from '../export/picture.ts';
import { fileName, saveFile } from '../export/save-file.ts';
import { onThemeChange } from './chart-colours.ts';
import { chartOptions } from './chart-options.ts';

export type Values = readonly (number | null)[];

export type ChartSeries = {
  readonly label: string;
  readonly values: Values;
  /** Name of a colour of the style sheet. */
  readonly colour: string;
  readonly shape: 'line' | 'dashed' | 'bars' | 'area';
  /** Bounds drawn as a band behind it. */
  readonly band?: { readonly lower: Values; readonly upper: Values };
};

export type ChartMark = { /** Seconds since 1970. */ readonly at: number; readonly label: string };

export type LineChartProps = {
  readonly title: string;
  /** Seconds since 1970, rising. */
  readonly times: readonly number[];
  readonly series: readonly ChartSeries[];
  readonly format: (value: number) => string;
  readonly range?: readonly [least: number, most: number];
  readonly marks?: readonly ChartMark[];
  readonly height?: number;
  /** What the chart shows, in a sentence. */
  readonly description: string;
};

/** A chart over time. Its figures are below it as a table, for those who do not see it, and for exact numbers. */
export function LineChart(props: LineChartProps): JSX.Element {
  const { title, times, series, format, marks = [], height = 220, description } = props;
  const holder = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const figures = JSON.stringify([times, series, marks]);

  useEffect(() => {
    const element = holder.current;
    if (element === null) return undefined;
    let chart: uPlot | undefined;
    const draw = (): void => {
      chart?.destroy();
      if (element.clientWidth > 0) chart = drawChart(element, latest.current, height);
    };
    const observer = new ResizeObserver(() => {
      if (chart === undefined) draw();
      else if (chart.width !== element.clientWidth) chart.setSize({ width: element.clientWidth, height });
    });
    observer.observe(element);
    const stop = onThemeChange(draw);
    draw();
    return () => {
      observer.disconnect();
      stop();
      chart?.destroy();
    };
  }, [figures, height]);

  const savePicture = async (): Promise<void> => {
    const canvas = holder.current?.querySelector('canvas');
    if (canvas) saveFile(fileName(title, 'png'), await canvasPicture(canvas, title));
  };

  return (
    <figure class="chart">
      <div class="legend">
        {series.map(({ label, colour, shape }) => (
          <span key={label} class="legend-entry">
            <span class={`legend-mark legend-${shape} colour-${colour}`} aria-hidden="true" />
            {label}
          </span>
        ))}
        {marks.length === 0 ? null : (
          <span class="legend-entry">
            <span class="legend-mark legend-change" aria-hidden="true" />
            change found
          </span>
        )}
        <button type="button" class="quiet" onClick={() => void savePicture()} aria-label={`${title}: save as PNG`}>
          PNG
        </button>
      </div>
      <div ref={holder} class={`plot plot-${height}`} role="img" aria-label={`${title}. ${description}`} />
      <details class="figures">
        <summary>Figures of this chart</summary>
        <div class="table-scroll" role="region" aria-label={`${title}: figures`} tabIndex={0}>
          <table>
            <caption class="visually-hidden">{title}</caption>
            <thead>
              <tr>
                <th scope="col">UTC</th>
                {series.map(({ label }) => (
                  <th key={label} scope="col" class="number">
                    {label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {times.map((time, index) => (
                <tr key={time}>
                  <th scope="row">{new Date(time * 1000).toISOString().slice(0, 16).replace('T', ' ')}</th>
                  {series.map(({ label, values }) => (
                    <td key={label} class="number">
                      {textOf(values[index] ?? null, format)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}

function drawChart(element: HTMLElement, props: LineChartProps, height: number): uPlot {
  const columns = props.series.flatMap(({ values, band }) => [
    values,
    ...(band === undefined ? [] : [band.lower, band.upper]),
  ]);
  const data: uPlot.AlignedData = [[...props.times], ...columns.map((column) => Array.from(column))];
  return new uPlot({ ...chartOptions(element, props), width: element.clientWidth, height }, data, element);
}

function textOf(value: number | null, format: (value: number) => string): string {
  return value === null ? '–' : format(value);
}
