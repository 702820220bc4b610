import { formatInterval, formatPercent } from '@skills/text';
import type { Style } from '../terminal/style.ts';
import type { Column } from '../terminal/table.ts';
import { ratePaint } from './page-parts.ts';

type Rated = {
  readonly successRate: number | null;
  readonly successRateLower: number | null;
  readonly successRateUpper: number | null;
};

/** The rate of success among the known outcomes, and its interval. */
export function successRateColumns<Row extends Rated>(style: Style, header = 'works'): readonly Column<Row>[] {
  return [
    {
      header,
      align: 'right',
      cell: ({ successRate }) => formatPercent(successRate),
      paint: ({ successRate }) => ratePaint(successRate, style),
    },
    {
      header: '95 % CI',
      align: 'right',
      cell: ({ successRateLower, successRateUpper }) => formatInterval(successRateLower, successRateUpper),
      paint: () => style.dim,
      dispensable: 1,
    },
  ];
}
