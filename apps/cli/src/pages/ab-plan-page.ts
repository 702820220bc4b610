import type { ExperimentPlanResult } from '@skills/schema';
import type { Page } from '../output.ts';
import { formatCount, formatCountOf, formatPercent } from '@skills/text';
import type { Column } from '../terminal/table.ts';
import { renderTable } from '../terminal/table.ts';
import { differenceText, metricText, valueText } from './ab-text.ts';

type Row = { readonly label: string; readonly control: number | null; readonly treatment: number | null };

/** How many users an experiment takes, for a person. */
export function experimentPlanPage(plan: ExperimentPlanResult, page: Page): readonly string[] {
  const { style } = page;
  const source = plan.usersInBaseline === null ? 'as stated' : `of ${formatCountOf(plan.usersInBaseline, 'user')}`;
  const rows: readonly Row[] = [
    { label: 'one look at the planned end', control: plan.controlUsers, treatment: plan.treatmentUsers },
    {
      label: 'looking whenever you like',
      control: plan.controlUsersSequential,
      treatment: plan.treatmentUsersSequential,
    },
  ];
  const columns: readonly Column<Row>[] = [
    { header: '', cell: ({ label }) => label },
    { header: 'control', align: 'right', cell: ({ control }) => usersText(control) },
    { header: 'treatment', align: 'right', cell: ({ treatment }) => usersText(treatment) },
  ];
  return [
    style.bold('Plan of an experiment'),
    '',
    `  ${metricText(plan.metric)} ${valueText(plan.metric, plan.baseline)} now (${source}); to find ${differenceText(plan.metric, plan.minimumEffect)} with a chance of ${formatPercent(plan.power)}`,
    '',
    ...renderTable(rows, columns, page),
    '',
    style.dim(
      `  Users, not outcomes. A false alarm comes in ${formatPercent(plan.alpha)} of experiments without an effect.`,
    ),
  ];
}

function usersText(users: number | null): string {
  return users === null ? '–' : formatCount(users);
}
