import { eventAt, type EventColumns } from './event-columns.ts';
import { FeatureHistory } from './feature-history.ts';
import { featureMatrix, type FeatureMatrix } from './feature-matrix.ts';
import { noPhaseCode, skillFeatureNames, skillFeatures, skillIdentityFeature } from './skill-features.ts';

/** UTC epoch milliseconds, half open. */
export type TrainingWindow = { readonly sinceMs: number; readonly untilMs: number };

/** The events of a window whose outcome is known, as they looked when they began. */
export type TrainingTable = {
  /** In the order of time; the seven features and the one of skill identity. */
  readonly matrix: FeatureMatrix;
  readonly labels: Uint8Array;
  /** Phases in the order of their codes, which count from 1. */
  readonly phases: Int32Array;
  /** Share of successes. */
  readonly successRate: number;
};

/**
 * Features of every event of a window as of the moment it began, in one pass over the log. Events before the window are
 * history only, and events without a known outcome are history for those behind them.
 *
 * @param events - in the order of time, from the beginning of the log
 * @throws {RangeError} for a reversed window, or events out of order
 */
export function trainingTable(events: EventColumns, { sinceMs, untilMs }: TrainingWindow): TrainingTable {
  if (!(sinceMs < untilMs))
    throw new RangeError(`a training window ends after it begins, got ${sinceMs} to ${untilMs}`);
  const { rows, successes } = labelledRows(events, { sinceMs, untilMs });
  const successRate = rows === 0 ? 0 : successes / rows;
  const names = [...skillFeatureNames, skillIdentityFeature] as const;
  const columns = names.map(() => new Float64Array(rows));
  const labels = new Uint8Array(rows);
  const codes = new Map<number, number>();
  const history = new FeatureHistory();
  let row = 0;
  // Events of one millisecond do not know of each other.
  for (let start = 0; start < events.atMs.length;) {
    const atMs = events.atMs[start] ?? 0;
    let end = start;
    for (; end < events.atMs.length && events.atMs[end] === atMs; end += 1) {
      if (atMs < sinceMs || atMs >= untilMs || (events.completed[end] ?? -1) < 0) continue;
      const event = eventAt(events, end);
      const features = skillFeatures(history.at(event), phaseCode(codes, event.phase), successRate);
      for (const [index, name] of names.entries()) {
        const column = columns[index];
        if (column !== undefined) column[row] = features[name];
      }
      labels[row] = event.completed;
      row += 1;
    }
    if (atMs >= untilMs) break;
    for (let index = start; index < end; index += 1) history.observe(eventAt(events, index));
    start = end;
  }
  const matrix = featureMatrix(
    Object.fromEntries(names.map((name, index) => [name, columns[index] ?? new Float64Array()])),
  );
  return { matrix, labels, phases: Int32Array.from(codes.keys()), successRate };
}

function labelledRows(events: EventColumns, { sinceMs, untilMs }: TrainingWindow): { rows: number; successes: number } {
  let rows = 0;
  let successes = 0;
  for (const [index, atMs] of events.atMs.entries()) {
    const completed = events.completed[index] ?? -1;
    if (atMs < sinceMs || atMs >= untilMs || completed < 0) continue;
    rows += 1;
    successes += completed;
  }
  return { rows, successes };
}

/** First seen, first numbered. */
function phaseCode(codes: Map<number, number>, phase: number): number {
  if (phase === 0) return noPhaseCode;
  const code = codes.get(phase) ?? codes.size + 1;
  codes.set(phase, code);
  return code;
}
