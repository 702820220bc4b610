import type { ComponentChildren, JSX } from 'preact';
import { usePage, usePlace } from '../app/page-context.ts';
import type { CsvCell } from '../export/csv-text.ts';

export type Column<Row> = {
  /** Of the order in the address, and unique in the table. */
  readonly id: string;
  readonly header: string;
  /** What the heading means, where the word alone does not say it. */
  readonly hint?: string;
  readonly cell: (row: Row) => ComponentChildren;
  /** What it is ordered and exported by. A column without cannot be ordered. */
  readonly value?: (row: Row) => CsvCell;
  /** Figures stand at the end of their cell, rates with their bar at its start. */
  readonly align?: 'end' | 'rate';
  /** Narrow screens leave out columns of low priority: 1 stays longest. */
  readonly priority?: 1 | 2 | 3;
};

export type DataTableProps<Row> = {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Name of this table's order in the address; a table without one keeps the order of its rows. */
  readonly orderName?: string;
  /** Most rows shown; the rest is told of. */
  readonly limit?: number;
};

/** A table of figures. With `orderName` its headings are buttons that order it; the address keeps the order. */
export function DataTable<Row>({
  caption,
  columns,
  rows,
  keyOf,
  orderName,
  limit = 1000,
}: DataTableProps<Row>): JSX.Element {
  const order = parseOrder(usePlace().query[orderName ?? '']);
  const ordered = orderName === undefined ? rows : orderedRows(rows, columns, order);
  const shown = ordered.slice(0, limit);
  return (
    <div class="table-scroll" role="region" aria-label={caption} tabIndex={0}>
      <table>
        <caption class="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <HeadCell key={column.id} column={column} order={order} orderName={orderName} />
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={keyOf(row)}>{columns.map((column, index) => bodyCell(column, row, index === 0))}</tr>
          ))}
        </tbody>
      </table>
      {shown.length < rows.length ? (
        <p class="note">
          The first {shown.length} of {rows.length} rows.
        </p>
      ) : null}
    </div>
  );
}

function bodyCell<Row>(column: Column<Row>, row: Row, isHead: boolean): JSX.Element {
  const className = cellClass(column);
  return isHead ? (
    <th key={column.id} scope="row" class={className}>
      {column.cell(row)}
    </th>
  ) : (
    <td key={column.id} class={className}>
      {column.cell(row)}
    </td>
  );
}

type HeadCellProps<Row> = {
  readonly column: Column<Row>;
  readonly order: Order | undefined;
  readonly orderName: string | undefined;
};

function HeadCell<Row>({ column, order, orderName }: HeadCellProps<Row>): JSX.Element {
  const { router } = usePage();
  const isOrdered = order?.id === column.id;
  if (orderName === undefined || column.value === undefined) {
    return (
      <th scope="col" class={cellClass(column)} title={column.hint}>
        {column.header}
      </th>
    );
  }
  const direction = isOrdered && order.isDescending ? 'descending' : 'ascending';
  // Numbers are looked at from the greatest, names from the first.
  const next: Order = isOrdered
    ? { id: column.id, isDescending: !order.isDescending }
    : { id: column.id, isDescending: column.align !== undefined };
  return (
    <th scope="col" class={cellClass(column)} title={column.hint} aria-sort={isOrdered ? direction : 'none'}>
      <button type="button" class="order" onClick={() => router.adjust({ [orderName]: orderText(next) })}>
        {column.header}
        <span class="order-mark" aria-hidden="true">
          {isOrdered ? (order.isDescending ? '▾' : '▴') : ''}
        </span>
      </button>
    </th>
  );
}

function cellClass<Row>({ align, priority = 1 }: Column<Row>): string {
  return `${align === 'end' ? 'number ' : ''}priority-${priority}`;
}

type Order = { readonly id: string; readonly isDescending: boolean };

function parseOrder(text: string | undefined): Order | undefined {
  if (text === undefined || text === '') return undefined;
  return text.startsWith('-') ? { id: text.slice(1), isDescending: true } : { id: text, isDescending: false };
}

function orderText({ id, isDescending }: Order): string {
  return `${isDescending ? '-' : ''}${id}`;
}

/** Rows in the order of a column; what is unknown stands last in either direction. */
export function orderedRows<Row>(
  rows: readonly Row[],
  columns: readonly Pick<Column<Row>, 'id' | 'value'>[],
  order: Order | undefined,
): readonly Row[] {
  const value = columns.find(({ id }) => id === order?.id)?.value;
  if (order === undefined || value === undefined) return rows;
  const sign = order.isDescending ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [first, second] = [value(a), value(b)];
    if (first === null || second === null) return first === second ? 0 : first === null ? 1 : -1;
    if (typeof first === 'string' && typeof second === 'string') return sign * first.localeCompare(second);
    return sign * (Number(first) - Number(second));
  });
}
