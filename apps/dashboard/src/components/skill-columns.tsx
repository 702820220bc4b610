import { formatAgo, formatCount, formatDuration } from '@skills/text';
import type { Column } from './data-table.tsx';
import { Rate } from './rate.tsx';
import { SkillName } from './skill-name.tsx';

type Named = { readonly skillName: string; readonly kind?: string | null };
type Rated = {
  readonly completionRate: number | null;
  readonly completionRateLower: number | null;
  readonly completionRateUpper: number | null;
};

export function skillColumn<Row extends Named>(): Column<Row> {
  return {
    id: 'skill',
    header: 'Skill',
    cell: ({ skillName, kind }) => <SkillName name={skillName} kind={kind ?? null} />,
    value: ({ skillName }) => skillName,
  };
}

export function rateColumn<Row extends Rated>(): Column<Row> {
  return {
    id: 'works',
    header: 'Works',
    hint: 'Share of calls with a known outcome that succeeded, with its 95 % interval',
    align: 'rate',
    cell: (row) => <Rate rate={row.completionRate} lower={row.completionRateLower} upper={row.completionRateUpper} />,
    value: ({ completionRate }) => completionRate,
  };
}

export type CountColumnOptions = { readonly hint?: string; readonly priority?: 1 | 2 | 3 };

export function countColumn<Row>(
  id: string,
  header: string,
  { of, ...rest }: CountColumnOptions & { readonly of: (row: Row) => number | null },
): Column<Row> {
  const cell = (row: Row): string => {
    const count = of(row);
    return count === null ? '–' : formatCount(count);
  };
  return { id, header, align: 'end', cell, value: of, ...rest };
}

export function durationColumn<Row>(
  id: string,
  header: string,
  { of, ...rest }: CountColumnOptions & { readonly of: (row: Row) => number | null },
): Column<Row> {
  return { id, header, align: 'end', cell: (row) => formatDuration(of(row)), value: of, ...rest };
}

export function agoColumn<Row>(
  header: string,
  { of, nowMs, ...rest }: CountColumnOptions & { readonly of: (row: Row) => string; readonly nowMs: number },
): Column<Row> {
  return {
    id: 'last',
    header,
    align: 'end',
    cell: (row) => <span title={of(row)}>{formatAgo(Date.parse(of(row)), nowMs)}</span>,
    value: of,
    ...rest,
  };
}
