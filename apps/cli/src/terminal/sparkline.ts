const levels = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/**
 * One character per value, the greatest value full height, `·` for none.
 *
 * @param values - counts, 0 or more
 * @param columns - at most this many characters; neighbours are added up to fit
 * @example
 * sparkline([0, 1, 4, 8], 30); // '·▁▄█'
 */
export function sparkline(values: readonly number[], columns: number): string {
  const perColumn = Math.max(1, Math.ceil(values.length / columns));
  const length = Math.ceil(values.length / perColumn);
  // From the end, so that the newest column is a whole one.
  const start = values.length - length * perColumn;
  const sums = Array.from({ length }, (_, index) =>
    values
      .slice(Math.max(0, start + index * perColumn), start + (index + 1) * perColumn)
      .reduce((sum, value) => sum + value, 0),
  );
  const greatest = Math.max(0, ...sums);
  return sums
    .map((sum) => (sum === 0 ? '·' : (levels[Math.ceil((sum / greatest) * levels.length) - 1] ?? levels[0])))
    .join('');
}
