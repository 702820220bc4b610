import fc from 'fast-check';
import { expect, test } from 'vitest';
import { displayWidth } from '@skills/text';
import { type LineChart, renderLineChart } from './line-chart.ts';
import { createStyle } from './style.ts';

const style = createStyle(false);
const formats = { formatX: (x: number) => `day ${x}`, formatY: (y: number) => y.toFixed(1) };

test('points, line and marks stand where they belong', () => {
  const chart: LineChart = {
    ...formats,
    points: [
      { x: 0, y: 0 },
      { x: 10, y: 10 },
    ],
    faintPoints: [{ x: 5, y: 0 }],
    line: [
      { x: 0, y: 5 },
      { x: 10, y: 5 },
    ],
    marks: [5],
    least: 0,
  };

  expect(renderLineChart(chart, { width: 30, height: 5, style })).toEqual([
    '  10.5 ┤          ┊         ●',
    '       │          ┊',
    '   5.3 ┤─────────────────────',
    '       │          ┊',
    '   0.0 ┤●         ○',
    '       └──────────▲──────────',
    '        day 0          day 10',
  ]);
});

test('no line is wider than the terminal, whatever is drawn', () => {
  const point = fc.record({ x: fc.integer({ min: -50, max: 50 }), y: fc.double({ min: -1e3, max: 1e3, noNaN: true }) });
  fc.assert(
    fc.property(
      fc.array(point, { minLength: 1 }),
      fc.array(point),
      fc.integer({ min: 40, max: 120 }),
      (points, line, width) => {
        const chart = { ...formats, points, line: line.toSorted((a, b) => a.x - b.x), marks: points.map(({ x }) => x) };

        const lines = renderLineChart(chart, { width, height: 7, style });

        expect(lines).toHaveLength(9);
        expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(width);
      },
    ),
  );
});

test('one point has room around it, and no point has no chart', () => {
  const lines = renderLineChart({ ...formats, points: [{ x: 3, y: 2 }] }, { width: 40, height: 3, style });

  expect(lines[1]).toBe('  2.0 ┤●');
  expect(renderLineChart({ ...formats, points: [] }, { width: 40, height: 3, style })).toEqual([]);
});

test('colours are around runs of cells, not around each', () => {
  const line = [
    { x: 0, y: 1 },
    { x: 9, y: 1 },
  ];
  const coloured = renderLineChart(
    { ...formats, points: [], line },
    { width: 40, height: 3, style: createStyle(true) },
  );

  expect(coloured[1]?.match(/\u001b\[36m/g)).toHaveLength(1);
});
