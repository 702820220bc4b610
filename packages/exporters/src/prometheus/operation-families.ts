import type { MetricsSnapshot, OperationGauge } from '@skills/schema';
import { labelText } from './label-text.ts';
import type { FamilyHead, MetricFamily } from './metric-family.ts';
import { numberFamily } from './metric-family.ts';
import { ownMetrics } from './own-metrics.ts';

const collecting: readonly string[] = ['collect'];
const timed: readonly string[] = ['collect', 'aggregate', 'query'];

/** What the system did: collecting, making anew, answering, and which skills it was asked about. */
export function operationFamilies({ operations }: MetricsSnapshot): readonly MetricFamily[] {
  const family = (head: FamilyHead, value: (each: OperationGauge) => number, kinds?: readonly string[]): MetricFamily =>
    numberFamily(
      head,
      operations
        .filter(({ kind }) => kinds?.includes(kind) ?? true)
        .map((each) => [labelText({ kind: each.kind, name: each.name }), value(each)]),
    );
  return [
    family(ownMetrics.operationRuns, ({ runs }) => runs),
    family(ownMetrics.operationFailures, ({ failures }) => failures, timed),
    family(ownMetrics.operationRecords, ({ records }) => records, collecting),
    family(ownMetrics.operationRejected, ({ rejected }) => rejected, collecting),
    family(ownMetrics.operationMean, ({ meanSeconds }) => meanSeconds, timed),
    family(ownMetrics.operationLongest, ({ longestSeconds }) => longestSeconds, timed),
  ];
}
