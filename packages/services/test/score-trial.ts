import type { RecordedAnomaly } from '@skills/schema';
import type { ChangeKind, PlantedChange } from '@skills/simulation';
import type { AnomalyTrial } from './anomaly-trial.ts';

export type TrialScore = {
  readonly planted: number;
  /** Found as what they are within 24 hours of their start. */
  readonly found: number;
  readonly byKind: ReadonlyMap<ChangeKind, { readonly planted: number; readonly found: number }>;
  /** Alarms on a skill that had not changed, from a day after a change on. */
  readonly falseAlarms: readonly RecordedAnomaly[];
  readonly falseAlarmsPerWeek: number;
  /** Alarms of another type while a skill was changed: a new error also makes the completion rate drop. */
  readonly sideAlarms: number;
  /** Median hours from the start of a change to its alarm, of those found. */
  readonly medianDelayHours: number;
  readonly missed: readonly PlantedChange[];
};

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

export function scoreTrial({ world, anomalies, weeks }: AnomalyTrial): TrialScore {
  const bySkill = Map.groupBy(anomalies, ({ skillName }) => skillName);
  const delays: number[] = [];
  const missed: PlantedChange[] = [];
  const byKind = new Map<ChangeKind, { planted: number; found: number }>();
  for (const change of world.changes) {
    const hits = (bySkill.get(change.skillName) ?? []).filter(
      ({ anomalyType, detectedAtMs }) =>
        anomalyType === change.kind && detectedAtMs > change.fromMs && detectedAtMs <= change.fromMs + dayMs,
    );
    const row = byKind.get(change.kind) ?? { planted: 0, found: 0 };
    byKind.set(change.kind, { planted: row.planted + 1, found: row.found + (hits.length > 0 ? 1 : 0) });
    const first = Math.min(...hits.map(({ detectedAtMs }) => detectedAtMs));
    if (hits.length === 0) missed.push(change);
    else delays.push((first - change.fromMs) / hourMs);
  }
  const changeOf = new Map(world.changes.map((change) => [change.skillName, change]));
  const isWithin = ({ skillName, detectedAtMs }: RecordedAnomaly): boolean => {
    const change = changeOf.get(skillName);
    return change !== undefined && detectedAtMs > change.fromMs && detectedAtMs <= change.toMs + dayMs;
  };
  const falseAlarms = anomalies.filter((anomaly) => !isWithin(anomaly));
  const sideAlarms = anomalies.filter(
    (anomaly) => isWithin(anomaly) && changeOf.get(anomaly.skillName)?.kind !== anomaly.anomalyType,
  );
  return {
    planted: world.changes.length,
    found: delays.length,
    byKind,
    falseAlarms,
    falseAlarmsPerWeek: falseAlarms.length / weeks,
    sideAlarms: sideAlarms.length,
    medianDelayHours: delays.toSorted((a, b) => a - b)[Math.floor(delays.length / 2)] ?? Number.NaN,
    missed,
  };
}
