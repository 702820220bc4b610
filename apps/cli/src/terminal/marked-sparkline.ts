import type { Paint } from './style.ts';

const levels = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;
const gap = '·';
const markSign = '│';

export type MarkedSeries = {
  /** 0 or more; `null` where nothing is known. */
  readonly values: readonly (number | null)[];
  /** Index of the value that the mark stands before. */
  readonly mark: number;
};

/**
 * One character per value with a mark before one of them and everything after it painted. The greatest value is full
 * height, `·` stands where nothing is known. When there are more values than columns, the latest are drawn.
 *
 * @example
 * markedSparkline({ values: [8, 8, null, 1], mark: 3 }, { columns: 10, paint: (text) => text }); // '██·│▁'
 */
export function markedSparkline(
  { values, mark }: MarkedSeries,
  { columns, paint }: { readonly columns: number; readonly paint: Paint },
): string {
  const start = Math.max(0, values.length - Math.max(0, columns - 1));
  const shown = values.slice(start);
  const greatest = Math.max(0, ...shown.map((value) => value ?? 0));
  const signs = shown.map((value) => {
    if (value === null) return gap;
    const level = greatest === 0 ? 0 : Math.ceil((value / greatest) * levels.length) - 1;
    return levels[Math.max(0, level)] ?? gap;
  });
  if (signs.length === 0) return '';
  const place = Math.max(0, mark - start);
  return `${signs.slice(0, place).join('')}${markSign}${paint(signs.slice(place).join(''))}`;
}
