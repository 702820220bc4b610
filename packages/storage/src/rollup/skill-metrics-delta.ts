import { followUpActionsOf } from '../ingest/event-details.ts';
import type { EventChange, OutcomeDelta } from './event-change.ts';

/** What a batch adds to the metrics of one skill. Mutable: it grows with every event. */
export class SkillMetricsDelta {
  invocations = 0;
  completed = 0;
  failed = 0;
  /** Of completed calls, as in V1. */
  durationCount = 0;
  durationMicroseconds = 0;
  firstInvokedAtMs: number = Infinity;
  lastInvokedAtMs: number = -Infinity;
  /** How often each label (by id) and each text was named. */
  readonly workflowPathLabels: Map<number, number> = new Map<number, number>();
  readonly errorTypeLabels: Map<number, number> = new Map<number, number>();
  readonly followUpActions: Map<string, number> = new Map<string, number>();

  add({ invokedAtMs, before, after }: EventChange, delta: OutcomeDelta): void {
    this.invocations += delta.invocations;
    this.completed += delta.completed;
    this.failed += delta.failed;
    if (delta.completedDuration !== null) {
      this.durationCount += 1;
      this.durationMicroseconds += delta.completedDuration;
    }
    this.firstInvokedAtMs = Math.min(this.firstInvokedAtMs, invokedAtMs);
    this.lastInvokedAtMs = Math.max(this.lastInvokedAtMs, invokedAtMs);
    if (after.workflowPathLabel !== null && (before === null || before.workflowPathLabel === null)) {
      increment(this.workflowPathLabels, after.workflowPathLabel, 1);
    }
    if (after.errorTypeLabel !== null && (before === null || before.errorTypeLabel === null)) {
      increment(this.errorTypeLabels, after.errorTypeLabel, 1);
    }
    if (after.details === null || before?.details === after.details) return;
    for (const action of followUpActionsOf(before?.details ?? null)) increment(this.followUpActions, action, -1);
    for (const action of followUpActionsOf(after.details)) increment(this.followUpActions, action, 1);
  }
}

export function increment<K>(counts: Map<K, number>, key: K, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}
