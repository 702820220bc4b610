import { type AnomalyRow, type RecordedAnomaly, toTimestamp } from '@skills/schema';

/** An anomaly as surfaces show it. */
export function toAnomalyRow(anomaly: RecordedAnomaly, history: AnomalyRow['history']): AnomalyRow {
  const { skillName, kind, metric, detail, anomalyType, baselineValue, observedValue, resolvedAtMs } = anomaly;
  return {
    skillName,
    kind,
    metric,
    detail,
    anomalyType,
    baselineValue,
    observedValue,
    deviationScore: anomaly.deviationScore,
    pValue: anomaly.pValue,
    qValue: anomaly.qValue,
    startedAt: toTimestamp(anomaly.startedAtMs),
    detectedAt: toTimestamp(anomaly.detectedAtMs),
    resolvedAt: resolvedAtMs === null ? null : toTimestamp(resolvedAtMs),
    state: resolvedAtMs === null ? 'open' : 'resolved',
    history,
  };
}
