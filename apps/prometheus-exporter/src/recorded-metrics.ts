import {
  activeSessionsHead,
  anomaliesHead,
  completionRateHead,
  durationHead,
  type Histogram,
  invocationsHead,
  labelText,
  type MetricFamily,
  ownMetrics,
} from '@skills/exporters';
import { otherSeries, unknownPhase } from '@skills/schema';

export type RecordedInvocation = {
  readonly skillName: string;
  readonly workflowPhase: string | null;
  /** `null` when nobody knows. */
  readonly completed: boolean | null;
  readonly durationSeconds: number | null;
};

/** How many series each metric may have; what is new beyond is counted as `other`, for good. */
export type RecordedLimits = { readonly calls: number; readonly durations: number; readonly skills: number };

/** Where a recording belongs, and where it goes when there is no room. */
type Place = { readonly labels: string; readonly other: () => string };

type MutableHistogram = { readonly buckets: number[]; sum: number };

/** What a program says of calls that are not in the database. Kept in memory, gone with the process. */
export class RecordedMetrics {
  readonly #limits: RecordedLimits;
  readonly #calls = new Map<string, number>();
  readonly #durations = new Map<string, MutableHistogram>();
  readonly #rates = new Map<string, number>();
  readonly #anomalies = new Map<string, number>();
  #activeSessions: number | undefined;
  #folded = 0;
  #version = 0;

  constructor(limits: RecordedLimits) {
    this.#limits = limits;
  }

  /** Changes with every recording. */
  get version(): number {
    return this.#version;
  }

  /** How often something was counted as `other`, or not at all, because there was no room. */
  get folded(): number {
    return this.#folded;
  }

  /** @throws {RangeError} for a duration that is none */
  invocation({ skillName, workflowPhase, completed, durationSeconds }: RecordedInvocation): void {
    if (durationSeconds !== null && !(durationSeconds >= 0 && durationSeconds < Infinity)) {
      throw new RangeError(`recordInvocation requires durationSeconds >= 0 or null, got ${durationSeconds}`);
    }
    this.#version += 1;
    const outcome = completed === null ? 'unknown' : String(completed);
    const phase = workflowPhase ?? unknownPhase;
    const { calls, durations } = this.#limits;
    const called = this.#room(this.#calls, calls, {
      labels: callLabels(skillName, phase, outcome),
      other: () => callLabels(otherSeries, otherSeries, outcome),
    });
    this.#calls.set(called, (this.#calls.get(called) ?? 0) + 1);
    if (durationSeconds === null) return;
    const took = this.#room(this.#durations, durations, {
      labels: durationLabels(skillName, phase),
      other: () => durationLabels(otherSeries, otherSeries),
    });
    let histogram = this.#durations.get(took);
    if (histogram === undefined) {
      histogram = { buckets: Array.from({ length: durationHead.bounds.length + 1 }, () => 0), sum: 0 };
      this.#durations.set(took, histogram);
    }
    const found = durationHead.bounds.findIndex((bound) => durationSeconds <= bound);
    const bucket = found === -1 ? durationHead.bounds.length : found;
    histogram.buckets[bucket] = (histogram.buckets[bucket] ?? 0) + 1;
    histogram.sum += durationSeconds;
  }

  /** @throws {RangeError} unless the rate is a fraction */
  completionRate(skillName: string, rate: number): void {
    if (!(rate >= 0 && rate <= 1)) {
      throw new RangeError(`updateCompletionRate requires a fraction from 0 to 1, got ${rate}`);
    }
    const labels = labelText({ skill_name: skillName });
    if (!this.#rates.has(labels) && this.#rates.size >= this.#limits.skills) {
      this.#folded += 1;
      return;
    }
    this.#version += 1;
    this.#rates.set(labels, rate);
  }

  anomaly(anomalyType: string, skillName: string): void {
    this.#version += 1;
    const labels = this.#room(this.#anomalies, this.#limits.skills, {
      labels: anomalyLabels(anomalyType, skillName),
      other: () => anomalyLabels(otherSeries, otherSeries),
    });
    this.#anomalies.set(labels, (this.#anomalies.get(labels) ?? 0) + 1);
  }

  /** @throws {RangeError} unless it is an integer from 0 on */
  activeSessions(count: number): void {
    if (!Number.isSafeInteger(count) || count < 0) {
      throw new RangeError(`updateActiveSessions requires an integer >= 0, got ${count}`);
    }
    this.#version += 1;
    this.#activeSessions = count;
  }

  families(): readonly MetricFamily[] {
    const sessions = new Map(this.#activeSessions === undefined ? [] : [['', this.#activeSessions]]);
    const durations: ReadonlyMap<string, Histogram> = this.#durations;
    return [
      { ...activeSessionsHead, samples: sessions },
      { ...ownMetrics.activeSessions, samples: sessions },
      { ...invocationsHead, samples: this.#calls },
      { ...completionRateHead, samples: this.#rates },
      { ...durationHead, samples: durations },
      { ...anomaliesHead, samples: this.#anomalies },
    ];
  }

  #room(series: ReadonlyMap<string, unknown>, most: number, { labels, other }: Place): string {
    if (series.has(labels) || series.size < most) return labels;
    this.#folded += 1;
    return other();
  }
}

function callLabels(skillName: string, workflowPhase: string, completed: string): string {
  return labelText({ skill_name: skillName, workflow_phase: workflowPhase, completed });
}

function durationLabels(skillName: string, workflowPhase: string): string {
  return labelText({ skill_name: skillName, workflow_phase: workflowPhase });
}

function anomalyLabels(anomalyType: string, skillName: string): string {
  return labelText({ anomaly_type: anomalyType, skill_name: skillName });
}
