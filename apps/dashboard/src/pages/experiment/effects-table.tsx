import type { ExperimentAnalysisResult, MetricResult } from '@skills/schema';
import { formatCount } from '@skills/text';
import type { JSX } from 'preact';
import { DataTable } from '../../components/data-table.tsx';
import type { Column } from '../../components/data-table.tsx';
import { EffectBar } from './effect-bar.tsx';
import { metricValue, signedMetricValue } from './metric-value.ts';

const names: Readonly<Record<string, string>> = {
  completion_rate: 'Share that works',
  avg_duration_seconds: 'Duration',
  duration_seconds: 'Duration',
  user_rating: 'Rating',
};
const verdictTone = { better: 'badge-good', worse: 'badge-bad', undecided: '' } as const;

/** Each metric with its effect and the interval that holds however often one looks. */
export function EffectsTable({ analysis }: { readonly analysis: ExperimentAnalysisResult }): JSX.Element {
  const isSequential = analysis.inference === 'sequential';
  const bounds = (row: MetricResult): { readonly lower: number | null; readonly upper: number | null } =>
    isSequential ? { lower: row.sequentialLower, upper: row.sequentialUpper } : { lower: row.lower, upper: row.upper };
  const columns: readonly Column<MetricResult>[] = [
    {
      id: 'metric',
      header: 'Metric',
      cell: ({ metric, role }) => `${names[metric] ?? metric}${role === 'guardrail' ? ', guarded' : ''}`,
    },
    { id: 'control', header: 'Control', align: 'end', cell: (row) => metricValue(row.metric, row.control.value) },
    { id: 'treatment', header: 'Treatment', align: 'end', cell: (row) => metricValue(row.metric, row.treatment.value) },
    {
      id: 'effect',
      header: 'Difference, with its interval',
      cell: (row) => <EffectBar effect={row.effect} {...bounds(row)} betterIs={row.better} />,
      priority: 2,
    },
    {
      id: 'numbers',
      header: '',
      cell: (row) => {
        const { lower, upper } = bounds(row);
        const [effect, from, to] = [row.effect, lower, upper].map((value) => signedMetricValue(row.metric, value));
        return row.effect === null ? row.outcome.replaceAll('_', ' ') : `${effect} (${from} to ${to})`;
      },
    },
    {
      id: 'verdict',
      header: 'Verdict',
      cell: ({ verdict, guardrail }) => (
        <span class={`badge ${verdictTone[verdict]}`}>{guardrail === null ? verdict : guardrail.verdict}</span>
      ),
    },
    {
      id: 'needed',
      header: 'Users needed',
      hint: 'Of both arms, to find the planned effect with 80 % power',
      align: 'end',
      cell: ({ power }) => (power.usersNeeded === null ? '–' : formatCount(power.usersNeeded)),
      priority: 3,
    },
  ];
  return (
    <DataTable
      caption="Effects"
      columns={columns}
      rows={analysis.metrics}
      keyOf={({ metric, role }) => `${role} ${metric}`}
    />
  );
}
