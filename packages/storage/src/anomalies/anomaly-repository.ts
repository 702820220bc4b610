import type { DayBaselines } from '@skills/analytics';
import {
  type AnomalyMetric,
  anomalyMetrics,
  type AnomalyRun,
  type AnomalyType,
  anomalyTypes,
  type ErrorCounts,
  parseTimestampMs,
  type RecordedAnomaly,
  type SeenErrorType,
  skillKinds,
  toTimestamp,
} from '@skills/schema';
import type { SqlEngine, SqlRow, SqlTransaction } from '../engine/sql-engine.ts';
import { toNullableNumber, toNullableText, toNumber, toText } from '../read/cell.ts';
import { keepBaselines } from './anomaly-history-repository.ts';
import { readErrorCounts, readSeenErrorTypes, writeSeenErrorTypes } from './error-type-repository.ts';

export type AnomalyRepositoryDependencies = { readonly engine: SqlEngine };

/** The anomalies that were found, open and resolved. */
export class AnomalyRepository {
  readonly #engine: SqlEngine;

  constructor({ engine }: AnomalyRepositoryDependencies) {
    this.#engine = engine;
  }

  /** Hour since the epoch up to which looks were recorded. */
  async scannedHour(): Promise<number | undefined> {
    return readScannedHour(this.#engine);
  }

  /** Anomalies that were open at some time of [`sinceMs`, `untilMs`), in the order of their detection. */
  async anomalies(sinceMs: number, untilMs: number): Promise<readonly RecordedAnomaly[]> {
    const rows = await this.#engine.all(anomaliesQuery);
    return rows
      .flatMap((row) => toRecordedAnomaly(row) ?? [])
      .filter(
        ({ detectedAtMs, resolvedAtMs }) =>
          detectedAtMs < untilMs && (resolvedAtMs === null || resolvedAtMs >= sinceMs),
      );
  }

  async errorCounts(): Promise<readonly ErrorCounts[]> {
    return readErrorCounts(this.#engine);
  }

  async seenErrorTypes(): Promise<readonly SeenErrorType[]> {
    return readSeenErrorTypes(this.#engine);
  }

  /**
   * Writes a run, once: when another run has been recorded since this one began, nothing is written.
   *
   * @param baselines - to be kept; `undefined` when those that are kept still hold
   * @returns whether it was written
   */
  async record(run: AnomalyRun, baselines: DayBaselines | undefined): Promise<boolean> {
    return this.#engine.transaction(async (transaction) => {
      if ((await readScannedHour(transaction)) !== run.afterHour) return false;
      for (const anomaly of run.anomalies) {
        // oxlint-disable-next-line no-await-in-loop -- the id of a new row is needed for its state
        await (anomaly.anomalyId === null ? insert(transaction, anomaly) : update(transaction, anomaly));
      }
      await writeSeenErrorTypes(transaction, run.errorTypes);
      if (baselines !== undefined) await keepBaselines(transaction, baselines);
      await transaction.run(
        `INSERT INTO skill_anomaly_scan (scan_id, scanned_hour) VALUES (1, ?)
         ON CONFLICT DO UPDATE SET scanned_hour = excluded.scanned_hour`,
        [run.scannedHour],
      );
      return true;
    });
  }
}

async function readScannedHour(reader: Pick<SqlEngine, 'all'>): Promise<number | undefined> {
  const [row] = await reader.all('SELECT scanned_hour FROM skill_anomaly_scan');
  return row === undefined ? undefined : toNumber(row[0]);
}

async function insert(transaction: SqlTransaction, anomaly: RecordedAnomaly): Promise<void> {
  const [row] = await transaction.all(
    `INSERT INTO skill_anomalies
       (skill_name, detected_at, anomaly_type, baseline_value, observed_value, deviation_score, resolved_at)
     VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id`,
    [
      anomaly.skillName,
      toTimestamp(anomaly.detectedAtMs),
      anomaly.anomalyType,
      anomaly.baselineValue,
      anomaly.observedValue,
      anomaly.deviationScore,
      anomaly.resolvedAtMs === null ? null : toTimestamp(anomaly.resolvedAtMs),
    ],
  );
  await transaction.run(
    `INSERT INTO skill_anomaly_state
       (anomaly_id, metric, kind, detail, started_at, last_seen_at, p_value, q_value)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      row?.[0] ?? null,
      anomaly.metric,
      anomaly.kind ?? 'skill',
      anomaly.detail,
      toTimestamp(anomaly.startedAtMs),
      toTimestamp(anomaly.lastSeenAtMs),
      anomaly.pValue,
      anomaly.qValue,
    ],
  );
}

async function update(transaction: SqlTransaction, anomaly: RecordedAnomaly): Promise<void> {
  await transaction.run(
    'UPDATE skill_anomaly_state SET last_seen_at = ?, p_value = ?, q_value = ? WHERE anomaly_id = ?',
    [toTimestamp(anomaly.lastSeenAtMs), anomaly.pValue, anomaly.qValue, anomaly.anomalyId],
  );
  await transaction.run(
    `UPDATE skill_anomalies SET baseline_value = ?, observed_value = ?, deviation_score = ?, resolved_at = ?
     WHERE id = ? AND resolved_at IS NULL`,
    [
      anomaly.baselineValue,
      anomaly.observedValue,
      anomaly.deviationScore,
      anomaly.resolvedAtMs === null ? null : toTimestamp(anomaly.resolvedAtMs),
      anomaly.anomalyId,
    ],
  );
}

const anomaliesQuery = `
  SELECT a.id, a.skill_name, s.kind, s.metric, s.detail, a.anomaly_type, a.baseline_value, a.observed_value,
    a.deviation_score, s.p_value, s.q_value, s.started_at, a.detected_at, s.last_seen_at, a.resolved_at
  FROM skill_anomalies AS a LEFT JOIN skill_anomaly_state AS s ON s.anomaly_id = a.id
  ORDER BY a.detected_at, a.id`;

// Types as the predecessor's schema names them.
const olderTypes: Readonly<Record<string, AnomalyType>> = {
  drop: 'performance_drop',
  spike: 'performance_spike',
  pattern_shift: 'pattern_shift',
};

const metricOfType = {
  performance_drop: 'completion_rate',
  performance_spike: 'completion_rate',
  duration_shift: 'duration_seconds',
  volume_change: 'invocations',
  pattern_shift: 'hour_pattern',
  new_error: 'error_type',
} as const satisfies Record<AnomalyType, AnomalyMetric>;

/** `undefined` for a row of another program whose type or time is none. */
function toRecordedAnomaly(row: SqlRow): RecordedAnomaly | undefined {
  const typeText = toText(row[5]);
  const anomalyType = anomalyTypes.find((type) => type === typeText) ?? olderTypes[typeText];
  const detectedAtMs = parseTimestampMs(toText(row[12]));
  if (anomalyType === undefined || detectedAtMs === undefined) return undefined;
  const timeOf = (cell: number): number | undefined => {
    const text = toNullableText(row[cell]);
    return text === null ? undefined : parseTimestampMs(text);
  };
  return {
    anomalyId: toNumber(row[0]),
    skillName: toText(row[1]),
    kind: skillKinds.find((kind) => kind === row[2]) ?? null,
    metric: anomalyMetrics.find((metric) => metric === row[3]) ?? metricOfType[anomalyType],
    detail: toNullableText(row[4]),
    anomalyType,
    baselineValue: toNullableNumber(row[6]),
    observedValue: toNullableNumber(row[7]),
    deviationScore: toNullableNumber(row[8]),
    pValue: toNullableNumber(row[9]),
    qValue: toNullableNumber(row[10]),
    startedAtMs: timeOf(11) ?? detectedAtMs,
    detectedAtMs,
    lastSeenAtMs: timeOf(13) ?? detectedAtMs,
    resolvedAtMs: timeOf(14) ?? null,
  };
}
