import {
  type AnomalyLimits,
  baselineRange,
  type DayBaselines,
  defaultAnomalyLimits,
  hoursPerDay,
  type SkillBaseline,
  skillBaseline,
  type SkillHistory,
} from '@skills/analytics';
import { type AnomaliesResult, type AnomalyRow, type RecordedAnomaly, toTimestamp } from '@skills/schema';
import type { AnomalyHistoryPort, AnomalyRecordPort } from './anomaly-ports.ts';
import { toAnomalyRow } from './anomaly-row.ts';
import { watchErrors } from './error-watch.ts';
import { drawnHours, metricHistory } from './metric-history.ts';
import { takeLooks } from './take-looks.ts';

export type AnomalyDetectorDependencies = {
  readonly history: AnomalyHistoryPort;
  readonly record: AnomalyRecordPort;
};

export type AnomalyQuestion = {
  /** UTC epoch milliseconds: anomalies that were open at some time from here on, up to `untilMs`, the moment asked for. */
  readonly sinceMs: number;
  readonly untilMs: number;
  readonly limits?: Partial<AnomalyLimits> | undefined;
  /** Whether what is found is written, for the next run to go on from. */
  readonly record?: boolean | undefined;
};

const hourMs = 3_600_000;
// A machine that was off for longer is not told of every hour it missed.
const mostReplayedHours = 30 * 24;

/**
 * Finds skills that no longer behave as they did. Every full hour is one look; a run takes the looks since the recorded
 * one (or since `sinceMs`), so running rarely finds the same as running hourly, and running twice finds nothing twice.
 */
export class AnomalyDetector {
  readonly #history: AnomalyHistoryPort;
  readonly #record: AnomalyRecordPort;

  constructor({ history, record }: AnomalyDetectorDependencies) {
    this.#history = history;
    this.#record = record;
  }

  /**
   * @throws {RangeError} when the window is reversed or not finite, or a limit is not a number above 0
   */
  async detect({ sinceMs, untilMs, limits, record = false }: AnomalyQuestion): Promise<AnomaliesResult> {
    const asked = checkedLimits(limits);
    if (!(Number.isFinite(sinceMs) && Number.isFinite(untilMs) && sinceMs <= untilMs)) {
      throw new RangeError(`detect requires finite sinceMs <= untilMs, got ${sinceMs} and ${untilMs}`);
    }
    const endHour = Math.floor(untilMs / hourMs);
    const scannedHour = await this.#record.scannedHour();
    const known = await this.#record.anomalies(sinceMs, Number.POSITIVE_INFINITY);
    const afterHour = Math.max(scannedHour ?? Math.floor(sinceMs / hourMs), endHour - mostReplayedHours);
    const run = await this.#look({ afterHour, endHour, scannedHour, known, limits: asked });
    const recorded =
      record &&
      afterHour < endHour &&
      (await this.#record.record(
        { afterHour: scannedHour, scannedHour: endHour, anomalies: run.anomalies, errorTypes: run.errorTypes },
        run.baselines,
      ));
    const seen = new Set(run.anomalies.map(({ anomalyId }) => anomalyId));
    const anomalies = [...known.filter(({ anomalyId }) => !seen.has(anomalyId)), ...run.anomalies];
    const shown = anomalies
      .filter((anomaly) => isAsked(anomaly, { sinceMs, untilMs, threshold: asked.threshold }))
      .toSorted(byUrgency);
    return {
      window: { since: toTimestamp(sinceMs), until: toTimestamp(untilMs) },
      anomalies: await Promise.all(shown.map(async (anomaly) => this.#row(anomaly, endHour))),
      recorded,
    };
  }

  async #row(anomaly: RecordedAnomaly, endHour: number): Promise<AnomalyRow> {
    const { skillName, kind, metric, startedAtMs } = anomaly;
    if (kind === null) return toAnomalyRow(anomaly, null);
    const hours = await this.#history.hoursOf({ skillName, kind }, endHour - drawnHours, endHour);
    return toAnomalyRow(anomaly, metricHistory(hours, metric, startedAtMs));
  }

  async #look({ afterHour, endHour, scannedHour, known, limits }: LookQuestion): Promise<LookResult> {
    const open = known.filter(({ resolvedAtMs }) => resolvedAtMs === null);
    if (afterHour >= endHour) return { anomalies: [], errorTypes: [], baselines: undefined };
    const day = dayOf(endHour);
    const kept = dayOf(afterHour + 1) === day ? await this.#history.baselines(day) : new Map<number, SkillBaseline>();
    const isKept = kept.size > 0;
    const firstHour = isKept ? afterHour + 1 - hoursPerDay : baselineRange(dayOf(afterHour + 1)).first * hoursPerDay;
    const histories = await this.#history.hours(firstHour, endHour);
    const made = new Map<number, ReadonlyMap<number, SkillBaseline>>();
    const errors = watchErrors({
      counts: await this.#record.errorCounts(),
      seen: await this.#record.seenErrorTypes(),
      scannedHour,
      endHour,
      open,
      recentCalls: callsByName(histories, endHour),
    });
    const baselinesOf = (asked: number): ReadonlyMap<number, SkillBaseline> => {
      if (isKept) return kept;
      const baselines = made.get(asked) ?? baselinesOfDay(histories, asked);
      made.set(asked, baselines);
      return baselines;
    };
    const anomalies = takeLooks({ afterHour, endHour, histories, baselinesOf, errors: errors.histories, open, limits });
    const calls = isKept ? undefined : await this.#history.baselineCalls(day);
    return {
      anomalies,
      errorTypes: errors.changed,
      baselines: calls === undefined ? undefined : toKeep(day, baselinesOf(day), calls),
    };
  }
}

type LookQuestion = {
  readonly afterHour: number;
  readonly endHour: number;
  readonly scannedHour: number | undefined;
  readonly known: readonly RecordedAnomaly[];
  readonly limits: AnomalyLimits;
};

type LookResult = {
  readonly anomalies: readonly RecordedAnomaly[];
  readonly errorTypes: ReturnType<typeof watchErrors>['changed'];
  readonly baselines: DayBaselines | undefined;
};

function checkedLimits(limits: Partial<AnomalyLimits> | undefined): AnomalyLimits {
  const asked = { ...defaultAnomalyLimits, ...limits };
  for (const [name, value] of Object.entries(asked)) {
    if (!(value > 0 && value < Infinity)) throw new RangeError(`${name} requires a number above 0, got ${value}`);
  }
  return asked;
}

function baselinesOfDay(histories: readonly SkillHistory[], day: number): ReadonlyMap<number, SkillBaseline> {
  return new Map(histories.map(({ skillId, hours }) => [skillId, skillBaseline(hours, day)]));
}

function toKeep(
  day: number,
  baselines: ReadonlyMap<number, SkillBaseline>,
  calls: ReadonlyMap<number, number>,
): DayBaselines {
  const bySkill = [...baselines].map(
    ([skillId, baseline]) => [skillId, { baseline, invocations: calls.get(skillId) ?? 0 }] as const,
  );
  return { day, bySkill: new Map(bySkill) };
}

function callsByName(histories: readonly SkillHistory[], endHour: number): ReadonlyMap<string, number> {
  const calls = new Map<string, number>();
  for (const { skillName, hours } of histories) {
    const end = endHour - hours.firstHour;
    const recent = hours.invocations.subarray(Math.max(0, end - hoursPerDay), end);
    calls.set(skillName, (calls.get(skillName) ?? 0) + recent.reduce((sum, count) => sum + count, 0));
  }
  return calls;
}

function isAsked(
  { detectedAtMs, resolvedAtMs, deviationScore }: RecordedAnomaly,
  { sinceMs, untilMs, threshold }: { readonly sinceMs: number; readonly untilMs: number; readonly threshold: number },
): boolean {
  if (deviationScore !== null && Math.abs(deviationScore) < threshold) return false;
  return detectedAtMs <= untilMs && (resolvedAtMs === null || resolvedAtMs >= sinceMs);
}

/** Open before resolved, then the clearest first. */
function byUrgency(left: RecordedAnomaly, right: RecordedAnomaly): number {
  const [leftOpen, rightOpen] = [left.resolvedAtMs === null ? 0 : 1, right.resolvedAtMs === null ? 0 : 1];
  return leftOpen - rightOpen || Math.abs(right.deviationScore ?? 0) - Math.abs(left.deviationScore ?? 0);
}

function dayOf(hour: number): number {
  return Math.floor(hour / hoursPerDay);
}
