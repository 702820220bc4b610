import type { JSX } from 'preact';
import { usePlace } from '../app/page-context.ts';
import { AnomaliesPanel } from './trends/anomalies-panel.tsx';
import { TrendLinePanel } from './trends/trend-line-panel.tsx';
import { metricChoices } from './trends/metric-choices.ts';
import { TrendsPanel } from './trends/trends-panel.tsx';

/** Where skills are going, and what no longer behaves as it did. */
export function TrendsPage(): JSX.Element {
  const { metric: asked, skill } = usePlace().query;
  const metric = metricChoices.find(({ value }) => value === asked)?.value ?? 'completion_rate';
  return (
    <div class="grid">
      <AnomaliesPanel />
      <TrendLinePanel metric={metric} skill={skill} />
      <TrendsPanel metric={metric} />
    </div>
  );
}
