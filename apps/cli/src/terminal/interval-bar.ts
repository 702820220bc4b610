export type BarInterval = { readonly lower: number; readonly value: number; readonly upper: number };

/**
 * An interval drawn around nought: `┊` is nought, `├` and `┤` are the bounds, `●` the value. The scale holds the whole
 * interval and nought in the middle.
 *
 * @param columns - at least 9
 * @example
 * intervalBar({ lower: 1, value: 2, upper: 3 }, 13); // '      ┊ ├─●─┤'
 */
export function intervalBar({ lower, value, upper }: BarInterval, columns: number): string {
  const middle = Math.floor((columns - 1) / 2);
  const reach = Math.max(Math.abs(lower), Math.abs(upper), Number.MIN_VALUE);
  const columnOf = (at: number): number =>
    middle + Math.round((Math.max(-reach, Math.min(reach, at)) / reach) * middle);
  const [from, to] = [columnOf(lower), columnOf(upper)];
  const cells: string[] = Array.from({ length: 2 * middle + 1 }, (_, column) =>
    column > from && column < to ? '─' : ' ',
  );
  cells[middle] = from <= middle && middle <= to ? '┼' : '┊';
  cells[from] = '├';
  cells[to] = '┤';
  cells[columnOf(value)] = '●';
  return cells.join('');
}
