import type { EvaluateResult, ModelEvaluationRow } from '@skills/schema';
import type { Page } from '../output.ts';
import { formatPercent } from '@skills/text';
import { type Column, renderTable } from '../terminal/table.ts';

type Interval = ModelEvaluationRow['ndcg'];

const titles = { 'leave-one-out': 'The skill taken up last', '80/20': 'The last fifth of the skills' } as const;

/** How well each model foresees what users took up last, for a person. */
export function evaluatePage(result: EvaluateResult, page: Page): readonly string[] {
  const { style } = page;
  const { k, splits, needs, chosen, users, skills } = result;
  if (needs !== null) {
    return [
      style.bold('Models for recommendations'),
      '',
      `  To compare them takes ${needs.users} users with ${needs.skillsPerUser} skills or more. Until then`,
      '  skills recommend shows what works best for everybody.',
    ];
  }
  return [
    `${style.bold('Models for recommendations')}  ${style.dim(`${users}+ users, ${skills} skills; what is kept from a model, among its first ${k}`)}`,
    ...splits.flatMap((split) => splitLines(split, chosen, page)),
    '',
    `  ${style.bold('skills recommend')} goes by ${style.bold(chosen)} from now on.`,
  ];
}

function splitLines(
  { split, users, models }: EvaluateResult['splits'][number],
  chosen: string,
  page: Page,
): readonly string[] {
  const { style } = page;
  const title = `${style.bold(titles[split])}  ${style.dim(`${split}, ${users}+ users`)}`;
  return ['', title, ...renderTable(models, columnsFor(chosen, page), page)];
}

function columnsFor(chosen: string, { style }: Page): readonly Column<ModelEvaluationRow>[] {
  const interval = (header: string, of: (row: ModelEvaluationRow) => Interval, dispensable?: number) =>
    ({
      header,
      align: 'right',
      cell: (row: ModelEvaluationRow) => intervalText(of(row)),
      ...(dispensable === undefined ? {} : { dispensable }),
    }) as const;
  return [
    {
      header: 'model',
      cell: ({ name }) => name,
      paint: ({ name }) => (name === chosen ? style.green : (text: string) => text),
    },
    interval('found', ({ hitRate }) => hitRate),
    interval('NDCG', ({ ndcg }) => ndcg),
    interval('recall', ({ recall }) => recall, 3),
    interval('above popularity', ({ gain }) => gain, 1),
    { header: 'coverage', align: 'right', cell: ({ coverage }) => formatPercent(coverage), dispensable: 2 },
  ];
}

/** `0.312 (0.28–0.34)` */
function intervalText({ mean, lower, upper }: Interval): string {
  return `${mean.toFixed(3)} (${lower.toFixed(2)}–${upper.toFixed(2)})`;
}
