import type { TrendPoint } from './trend-points.ts';

/** Which usual differences between days of the week are taken out. */
export type WeekdayTerms = 'each' | 'weekend' | 'none';

/** Columns of the regression behind a trend. */
export type TrendDesign = {
  /** One row per point of the history, then of the window. Column 0 is the window's level, column 1 its slope per day. */
  readonly rows: readonly ArrayLike<number>[];
  /** Time at which column 1 is 0. */
  readonly origin: number;
  /** For each weekday, Monday first, the column of its difference; 0 for the one that the others are compared with. */
  readonly weekdayColumns: readonly number[];
};

type Terms = { readonly history: readonly TrendPoint[]; readonly weekdays: WeekdayTerms };

const weekend: readonly number[] = [5, 6];

/**
 * A level and a slope for the window, another level and slope for the history before it, and the differences of the
 * weekdays in common. So the history says what a Sunday is like and how much days scatter, and nothing about the slope.
 */
export function trendDesign(window: readonly TrendPoint[], { history, weekdays }: Terms): TrendDesign {
  const origin = meanTime(window);
  const historyOrigin = meanTime(history);
  const first = history.length === 0 ? 2 : 4;
  const weekdayColumns = columnsOf([...history, ...window], weekdays, first);
  const size = Math.max(first, ...weekdayColumns.map((column) => column + 1));
  const row = ({ weekday }: TrendPoint, set: readonly (readonly [column: number, value: number])[]): Float64Array => {
    const cells = new Float64Array(size);
    for (const [column, value] of set) cells[column] = value;
    const column = weekdayColumns[weekday] ?? 0;
    if (column > 0) cells[column] = 1;
    return cells;
  };
  return {
    rows: [
      ...history.map((point) =>
        row(point, [
          [2, 1],
          [3, point.time - historyOrigin],
        ]),
      ),
      ...window.map((point) =>
        row(point, [
          [0, 1],
          [1, point.time - origin],
        ]),
      ),
    ],
    origin,
    weekdayColumns,
  };
}

function columnsOf(points: readonly TrendPoint[], weekdays: WeekdayTerms, first: number): readonly number[] {
  const present = new Set(points.map(({ weekday }) => weekday));
  const all = Array.from({ length: 7 }, (_, weekday) => weekday);
  if (weekdays === 'none') return all.map(() => 0);
  if (weekdays === 'weekend') {
    const isMixed = weekend.some((day) => present.has(day)) && all.some((day) => present.has(day) && !isWeekend(day));
    return all.map((day) => (isMixed && isWeekend(day) ? first : 0));
  }
  const reference = all.find((day) => present.has(day));
  let column = first;
  return all.map((day) => (present.has(day) && day !== reference ? column++ : 0));
}

function isWeekend(weekday: number): boolean {
  return weekend.includes(weekday);
}

function meanTime(points: readonly TrendPoint[]): number {
  return points.reduce((sum, { time }) => sum + time, 0) / Math.max(1, points.length);
}
