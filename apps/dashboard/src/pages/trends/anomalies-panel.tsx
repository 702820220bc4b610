import type { AnomalyRow } from '@skills/schema';
import type { JSX } from 'preact';
import { ask } from '../../answers/questions.ts';
import { useAnswer, useSince } from '../../app/page-context.ts';
import { HistoryLine } from '../../charts/history-line.tsx';
import { anomalyText } from '../../components/anomaly-text.ts';
import { DataTable } from '../../components/data-table.tsx';
import type { Column } from '../../components/data-table.tsx';
import { CsvButton, Empty, Loaded, Panel } from '../../components/panel.tsx';
import { skillColumn } from '../../components/skill-columns.tsx';
import { formatMoment, formatWindow } from '../../format/time.ts';
import { trendSince } from './trend-window.ts';

const columns: readonly Column<AnomalyRow>[] = [
  skillColumn<AnomalyRow>(),
  { id: 'what', header: 'What changed', cell: anomalyText, value: anomalyText },
  {
    id: 'history',
    header: 'Over time',
    cell: ({ history }) => (history === null ? '' : <HistoryLine history={history} />),
    priority: 2,
  },
  {
    id: 'since',
    header: 'Since',
    cell: ({ startedAt }) => formatMoment(startedAt),
    value: ({ startedAt }) => startedAt,
    priority: 2,
  },
  {
    id: 'errors',
    header: 'Standard errors',
    hint: 'The difference in standard errors of that difference',
    align: 'end',
    cell: ({ deviationScore }) => (deviationScore === null ? '–' : Math.abs(deviationScore).toFixed(1)),
    value: ({ deviationScore }) => deviationScore,
    priority: 3,
  },
  {
    id: 'state',
    header: 'State',
    cell: ({ state }) => (
      <span class={`badge ${state === 'open' ? 'badge-bad' : ''}`}>{state === 'open' ? 'open' : 'over'}</span>
    ),
    value: ({ state }) => state,
  },
];

/** Skills that no longer behave as they did. */
export function AnomaliesPanel(): JSX.Element {
  const answer = useAnswer(ask.anomalies(trendSince(useSince())));
  return (
    <Panel
      title="Anomalies"
      span="full"
      {...(answer.result === undefined ? {} : { note: formatWindow(answer.result.window) })}
      actions={<CsvButton title="Anomalies" columns={columns} rows={answer.result?.anomalies ?? []} />}
    >
      <Loaded answer={answer} lines={4}>
        {({ anomalies }) =>
          anomalies.length === 0 ? (
            <Empty>Every skill behaves as it did before.</Empty>
          ) : (
            <DataTable caption="Anomalies" columns={columns} rows={anomalies} keyOf={keyOf} orderName="anomalies" />
          )
        }
      </Loaded>
    </Panel>
  );
}

function keyOf({ skillName, metric, detail, startedAt }: AnomalyRow): string {
  return `${skillName} ${metric} ${detail ?? ''} ${startedAt}`;
}
