import type { AggregateFreshness, SuccessCounts } from '@skills/schema';
import { formatAgo, formatCount, formatCountOf } from '@skills/text';
import type { Page } from '../output.ts';
import type { Style } from '../terminal/style.ts';
import type { Column } from '../terminal/table.ts';
import { successRateColumns } from './success-rate-columns.ts';

/** How often it is used, and how often it works. */
export function successColumns<Row extends SuccessCounts>(style: Style): readonly Column<Row>[] {
  return [
    { header: 'calls', align: 'right', cell: ({ totalInvocations }) => formatCount(totalInvocations) },
    ...successRateColumns<Row>(style),
  ];
}

/** How old what is shown is. */
export function freshnessLine(freshness: AggregateFreshness, { style, nowMs }: Page): string {
  const { computedAt, collectedAt, daysBehind, projectsBehind } = freshness;
  const age = computedAt === null ? 'never aggregated' : `aggregated ${formatAgo(Date.parse(computedAt), nowMs)}`;
  const read =
    collectedAt === null ? 'projects not yet read' : `projects last read ${formatAgo(Date.parse(collectedAt), nowMs)}`;
  const behind =
    daysBehind + projectsBehind === 0
      ? ''
      : `; behind by ${formatCountOf(daysBehind, 'day')} and ${formatCountOf(projectsBehind, 'project')}: skills aggregate`;
  return `  ${style.dim(`${age}, ${read}${behind}`)}`;
}

/** What to do when no project is registered, or none of them ran the skill. */
export function nothingCounted(what: string, { style }: Page): readonly string[] {
  return [
    `  ${what}`,
    '',
    `  ${style.bold('skills projects list')}      shows which projects are registered`,
    `  ${style.bold('skills projects add PATH')}  registers one`,
  ];
}
