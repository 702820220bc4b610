import type { ToolRecommendation } from '@skills/schema';
import { safeText } from '@skills/text';
import type { JSX } from 'preact';
import { ask } from '../../answers/questions.ts';
import { useAnswer } from '../../app/page-context.ts';
import { DataTable } from '../../components/data-table.tsx';
import type { Column } from '../../components/data-table.tsx';
import { CsvButton, Empty, Loaded, Panel } from '../../components/panel.tsx';
import { Rate } from '../../components/rate.tsx';
import { countColumn } from '../../components/skill-columns.tsx';
import { SkillName } from '../../components/skill-name.tsx';

const columns: readonly Column<ToolRecommendation>[] = [
  {
    id: 'tool',
    header: 'Tool',
    cell: ({ tool, kind }) => <SkillName name={tool} kind={kind} />,
    value: ({ tool }) => tool,
  },
  {
    id: 'works',
    header: 'Works',
    align: 'rate',
    cell: (row) => <Rate rate={row.successRate} lower={row.successRateLower} upper={row.successRateUpper} />,
    value: ({ successRate }) => successRate,
  },
  countColumn<ToolRecommendation>('failed', 'Failed', { of: ({ failed }) => failed }),
  {
    id: 'retry',
    header: 'Trying again helped',
    align: 'rate',
    cell: ({ retry }) =>
      retry.tried === 0 ? 'never tried' : <Rate rate={retry.rate} lower={retry.rateLower} upper={retry.rateUpper} />,
    value: ({ retry }) => retry.rate,
    priority: 3,
  },
  {
    id: 'fallback',
    header: 'What helped instead',
    cell: ({ fallbacks }) =>
      fallbacks.length === 0
        ? 'nothing beyond chance'
        : fallbacks.map(({ toolName }) => safeText(toolName, 40)).join(', '),
    priority: 2,
  },
];

/** Tools that fail often, with what helped when they did. */
export function RepairPanel(): JSX.Element {
  const answer = useAnswer(ask.tools());
  return (
    <Panel
      title="Tools to mend"
      span="full"
      note="they work in less than 80 % of their calls"
      actions={<CsvButton title="Tools to mend" columns={columns} rows={answer.result?.recommendations ?? []} />}
    >
      <Loaded answer={answer} lines={10}>
        {({ recommendations }) =>
          recommendations.length === 0 ? (
            <Empty>Every tool works often enough.</Empty>
          ) : (
            <DataTable
              caption="Tools to mend"
              columns={columns}
              rows={recommendations}
              keyOf={keyOf}
              orderName="mend"
            />
          )
        }
      </Loaded>
    </Panel>
  );
}

export function keyOf({ kind, tool }: Pick<ToolRecommendation, 'kind' | 'tool'>): string {
  return `${kind} ${tool}`;
}
