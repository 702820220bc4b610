import type { CostsResult } from '@skills/schema';
import { formatPercent, formatTokens, formatUsd, safeText } from '@skills/text';
import type { JSX } from 'preact';
import type { Answer } from '../../answers/answer-store.ts';
import { DataTable } from '../../components/data-table.tsx';
import type { Column } from '../../components/data-table.tsx';
import { CsvButton, Empty, Loaded, Panel } from '../../components/panel.tsx';
import { ShareBar } from '../../components/share-bar.tsx';
import { countColumn } from '../../components/skill-columns.tsx';
import { tokenSum } from './token-sum.ts';

export type CostsAnswer = { readonly answer: Answer & { readonly result: CostsResult | undefined } };
type Row = CostsResult['byModel'][number];

export function ModelsPanel({ answer }: CostsAnswer): JSX.Element {
  const all = answer.result?.costUsd ?? 0;
  const columns: readonly Column<Row>[] = [
    {
      id: 'model',
      header: 'Model',
      cell: ({ model }) => <bdi>{safeText(model, 40)}</bdi>,
      value: ({ model }) => model,
    },
    {
      id: 'cost',
      header: 'Cost',
      align: 'end',
      cell: ({ costUsd }) => formatUsd(costUsd),
      value: ({ costUsd }) => costUsd,
    },
    {
      id: 'share',
      header: 'Share',
      cell: ({ costUsd }) => <CostShare costUsd={costUsd} all={all} />,
      priority: 2,
    },
    {
      id: 'tokens',
      header: 'Tokens',
      align: 'end',
      cell: ({ tokens }) => formatTokens(tokenSum(tokens)),
      value: ({ tokens }) => tokenSum(tokens),
    },
    countColumn<Row>('messages', 'Messages', { of: ({ messages }) => messages, priority: 2 }),
  ];
  return (
    <Panel
      title="By model"
      span="two-thirds"
      actions={<CsvButton title="Cost by model" columns={columns} rows={answer.result?.byModel ?? []} />}
    >
      <Loaded answer={answer} lines={5}>
        {({ byModel, unpricedModels }) => (
          <>
            {byModel.length === 0 ? (
              <Empty>No message of this window tells its tokens.</Empty>
            ) : (
              <DataTable
                caption="Cost by model"
                columns={columns}
                rows={byModel}
                keyOf={({ model }) => model}
                orderName="models"
              />
            )}
            {unpricedModels.length === 0 ? null : (
              <p class="note">
                Without a known price: {unpricedModels.map((model) => safeText(model, 40)).join(', ')}.{' '}
                <code>skills prices set</code> gives one.
              </p>
            )}
          </>
        )}
      </Loaded>
    </Panel>
  );
}

export function CostShare({ costUsd, all }: { readonly costUsd: number | null; readonly all: number }): JSX.Element {
  if (costUsd === null || all === 0) return <>–</>;
  return (
    <span class="share">
      <ShareBar share={costUsd / all} />
      <span>{formatPercent(costUsd / all)}</span>
    </span>
  );
}
