import type { NextResult } from '@skills/schema';
import { formatCount, formatPercent } from '@skills/text';
import type { JSX } from 'preact';
import { ask } from '../../answers/questions.ts';
import { useAnswer } from '../../app/page-context.ts';
import { DataTable } from '../../components/data-table.tsx';
import type { Column } from '../../components/data-table.tsx';
import { Empty, Loaded, Panel } from '../../components/panel.tsx';
import { ShareBar } from '../../components/share-bar.tsx';
import { durationColumn, skillColumn } from '../../components/skill-columns.tsx';

type Row = NextResult['next'][number];

const columns: readonly Column<Row>[] = [
  skillColumn<Row>(),
  {
    id: 'probability',
    header: 'How likely',
    cell: ({ probability }) => (
      <span class="share">
        <ShareBar share={probability} />
        <span>{formatPercent(probability)}</span>
      </span>
    ),
  },
  {
    id: 'lift',
    header: 'Than usual',
    hint: 'How many times as likely as after anything else',
    align: 'end',
    cell: ({ lift }) => `${lift.toFixed(1)}×`,
    priority: 2,
  },
  durationColumn<Row>('gap', 'After', { of: ({ medianGapSeconds }) => medianGapSeconds, priority: 2 }),
];

/** What is likely to run after it. */
export function NextPanel({ name }: { readonly name: string }): JSX.Element {
  const answer = useAnswer(ask.next(name));
  return (
    <Panel
      title="Likely to run next"
      span="half"
      {...(answer.result === undefined ? {} : { note: `from ${formatCount(answer.result.followed)} times` })}
    >
      <Loaded answer={answer} lines={5}>
        {({ next }) =>
          next.length === 0 ? (
            <Empty>Nothing was seen to follow it.</Empty>
          ) : (
            <DataTable
              caption="Likely to run next"
              columns={columns}
              rows={next}
              keyOf={({ skillName }) => skillName}
            />
          )
        }
      </Loaded>
    </Panel>
  );
}
