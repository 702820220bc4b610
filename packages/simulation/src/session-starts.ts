import { ordinaryShare } from './ordinary-mix.ts';
import { portableExp, portableLog } from './portable-math.ts';
import type { Random } from './seeded-random.ts';
import type { WorldTruth } from './world-truth.ts';

const hourMs = 3_600_000;

/**
 * The starts of `count` sessions in time order, one per call of the returned function: independent draws from the
 * world's profile of hours, weekdays and volume spikes, made in order so that none needs to be kept.
 */
export function sessionStarts(truth: WorldTruth, count: number, random: Random): () => number {
  const { firstHourMs, cumulative } = arrivalCurve(truth);
  const total = cumulative.at(-1) ?? 0;
  let [left, used, hour] = [count, 0, 0];
  return () => {
    // The smallest of `left` uniform numbers above `used` is 1 - (1 - used) * U^(1 / left).
    const uniform = random() || 2 ** -33;
    used = left > 0 ? 1 - (1 - used) * portableExp(portableLog(uniform) / left) : used;
    left -= 1;
    const target = used * total;
    while (hour < cumulative.length - 2 && (cumulative[hour + 1] ?? 0) <= target) hour += 1;
    const [from, to] = [cumulative[hour] ?? 0, cumulative[hour + 1] ?? 0];
    const fraction = to > from ? Math.min(1, (target - from) / (to - from)) : 0;
    const startMs = Math.floor(firstHourMs + (hour + fraction) * hourMs);
    return Math.min(Math.max(startMs, truth.sinceMs), truth.nowMs);
  };
}

/** Entry `i` is the weight of all hours before hour `i`; the parts of hours outside the world weigh nothing. */
function arrivalCurve(truth: WorldTruth): { readonly firstHourMs: number; readonly cumulative: Float64Array } {
  const firstHourMs = Math.floor(truth.sinceMs / hourMs) * hourMs;
  const hours = Math.ceil((truth.nowMs - firstHourMs) / hourMs);
  const extra = truth.volumeSpikes.map((spike) => ordinaryShare(truth, spike.skillName) * (spike.factor - 1));
  const cumulative = new Float64Array(hours + 1);
  for (let hour = 0; hour < hours; hour += 1) {
    const startMs = firstHourMs + hour * hourMs;
    const start = new Date(startMs);
    const inWorldMs = Math.min(startMs + hourMs, truth.nowMs) - Math.max(startMs, truth.sinceMs);
    let weight = (truth.hourWeights[start.getUTCHours()] ?? 0) * (truth.weekdayWeights[start.getUTCDay()] ?? 0);
    for (const [index, spike] of truth.volumeSpikes.entries()) {
      const overlapMs = Math.min(startMs + hourMs, spike.toMs) - Math.max(startMs, spike.fromMs);
      if (overlapMs > 0) weight *= 1 + ((extra[index] ?? 0) * overlapMs) / hourMs;
    }
    cumulative[hour + 1] = (cumulative[hour] ?? 0) + (weight * inWorldMs) / hourMs;
  }
  return { firstHourMs, cumulative };
}
