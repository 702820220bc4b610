import type { SkillHours } from '@skills/analytics';
import { type AnomalyMetric, type AnomalyRow, toTimestamp } from '@skills/schema';

const hourMs = 3_600_000;
const stepHours = 6;

/** How many hours before the moment asked for are drawn. */
export const drawnHours: number = 14 * 24;

/** One metric of one skill in steps of six hours, up to the last hour there is. */
export function metricHistory(hours: SkillHours, metric: AnomalyMetric, startedAtMs: number): AnomalyRow['history'] {
  if (metric === 'error_type') return null;
  const valueOf = metric === 'completion_rate' ? rateOf : metric === 'duration_seconds' ? secondsOf : callsOf;
  const steps = Math.floor(hours.invocations.length / stepHours);
  const firstIndex = hours.invocations.length - steps * stepHours;
  const values = Array.from({ length: steps }, (_, step) => valueOf(hours, firstIndex + step * stepHours));
  const firstHour = hours.firstHour + firstIndex;
  const mark = Math.floor((startedAtMs / hourMs - firstHour) / stepHours);
  return {
    since: toTimestamp(firstHour * hourMs),
    stepHours,
    values,
    mark: Math.min(Math.max(0, mark), Math.max(0, steps - 1)),
  };
}

function rateOf({ completed, failed }: SkillHours, index: number): number | null {
  const [good, bad] = [sumOf(completed, index), sumOf(failed, index)];
  return good + bad === 0 ? null : good / (good + bad);
}

function callsOf({ invocations }: SkillHours, index: number): number {
  return sumOf(invocations, index);
}

/** Geometric mean: what durations are judged by. */
function secondsOf({ logDurations }: SkillHours, index: number): number | null {
  let [count, sum] = [0, 0];
  for (const durations of logDurations.slice(index, index + stepHours)) {
    for (let place = 0; place < durations.length; place += 2) {
      const times = durations[place + 1] ?? 0;
      count += times;
      sum += times * (durations[place] ?? 0);
    }
  }
  return count === 0 ? null : Math.exp(sum / count);
}

function sumOf(column: Float64Array, index: number): number {
  return column.subarray(index, index + stepHours).reduce((sum, value) => sum + value, 0);
}
