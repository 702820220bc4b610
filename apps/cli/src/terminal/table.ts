import { displayWidth, truncateToWidth } from '@skills/text';
import type { Paint, Style } from './style.ts';

export type Column<Row> = {
  readonly header: string;
  readonly align?: 'left' | 'right';
  /** Plain text, already safe for a terminal. */
  readonly cell: (row: Row) => string;
  readonly paint?: (row: Row) => Paint;
  /** Gives way when the table is wider than the terminal, down to this many columns. */
  readonly shrinkTo?: number;
  /** Left out on a narrow terminal, the highest first. */
  readonly dispensable?: number;
};

export type TableLayout = { readonly width: number; readonly style: Style };

const gap = '  ';
const indent = '  ';

/** Aligned columns under one heading line, no line wider than `width` while a column can give way. */
export function renderTable<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  layout: TableLayout,
): readonly string[] {
  const fitted = fitColumns(rows, columns, layout.width);
  const line = (cells: readonly string[]): string => `${indent}${cells.join(gap)}`.trimEnd();
  const heading = line(fitted.map(({ column, width }) => layout.style.dim(pad(column.header, width, column.align))));
  const body = rows.map((row) =>
    line(
      fitted.map(({ column, width }) => {
        const text = pad(truncateToWidth(column.cell(row), width), width, column.align);
        return column.paint === undefined ? text : column.paint(row)(text);
      }),
    ),
  );
  return [heading, ...body];
}

type FittedColumn<Row> = { readonly column: Column<Row>; readonly width: number };

function fitColumns<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  width: number,
): readonly FittedColumn<Row>[] {
  const natural = columns.map((column) => ({
    column,
    width: rows.reduce((widest, row) => Math.max(widest, displayWidth(column.cell(row))), displayWidth(column.header)),
  }));
  const excess = totalWidth(natural) - width;
  if (excess <= 0) return natural;
  const shrunk = shrinkColumns(natural, excess);
  if (totalWidth(shrunk) <= width) return shrunk;
  const next = columns.toSorted((a, b) => (b.dispensable ?? 0) - (a.dispensable ?? 0))[0];
  if (next?.dispensable === undefined) return shrunk;
  return fitColumns(
    rows,
    columns.filter((column) => column !== next),
    width,
  );
}

function shrinkColumns<Row>(fitted: readonly FittedColumn<Row>[], excess: number): readonly FittedColumn<Row>[] {
  let left = excess;
  return fitted.map(({ column, width }) => {
    const taken = column.shrinkTo === undefined ? 0 : Math.min(left, Math.max(0, width - column.shrinkTo));
    left -= taken;
    return { column, width: width - taken };
  });
}

function totalWidth<Row>(fitted: readonly FittedColumn<Row>[]): number {
  return fitted.reduce((sum, { width }) => sum + width + gap.length, indent.length - gap.length);
}

function pad(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const blank = ' '.repeat(Math.max(0, width - displayWidth(text)));
  return align === 'right' ? blank + text : text + blank;
}
