import { normalQuantile } from '../distributions/normal-quantile.ts';
import { studentTQuantile } from '../distributions/student-t-distribution.ts';
import { randomBelow, type RandomBits } from '../random/random-bits.ts';

/** Days of the past from which days to come are drawn. */
export type SpendPool = {
  /** One future: its level, and USD of its next day, to be called once a day from today on. */
  draw(random: RandomBits): { readonly usdPerDay: number; readonly next: () => number };
};

const daysPerWeek = 7;
/** From so many whole weeks on, a weekday is drawn from its like. */
const leastWeeks = 4;
/** How long days are taken from the same stretch of the past, on average: busy days come together. */
const daysTogether = 7;
/** With a short past, so many days count as one: those of a busy spell tell little of the next. */
const daysOfOneSpell = 2;

/**
 * The past in pieces that are drawn with replacement: whole weeks when there are four, so that weekdays stay what they are,
 * else single days. A future has a level of its own, the mean of as many pieces as there are. Means of few pieces vary too
 * little (by (n - 1) / n, and normally where Student's t is due), so they are moved away from the mean of all accordingly.
 *
 * @param history - USD of whole days, every one of them in order, up to yesterday; at least one
 */
export function spendPool(history: readonly number[]): SpendPool {
  const weeks = Math.floor(history.length / daysPerWeek);
  const isWeekly = weeks >= leastWeeks;
  const length = isWeekly ? daysPerWeek : 1;
  const pieces = isWeekly ? weeks : history.length;
  // The first day of each of these weeks is of the weekday of today.
  const days = history.slice(history.length - pieces * length);
  const sums = Array.from({ length: pieces }, (_, piece) => sumOf(days.slice(piece * length, (piece + 1) * length)));
  const mean = sumOf(days) / days.length;
  const stretch = isWeekly ? stretchOf(pieces) : stretchOf(pieces / daysOfOneSpell) * Math.sqrt(daysOfOneSpell);
  return {
    draw(random) {
      let sum = 0;
      for (let piece = 0; piece < pieces; piece += 1) sum += sums[randomBelow(random, pieces)] ?? 0;
      const usdPerDay = Math.max(0, mean + stretch * (sum / days.length - mean));
      const factor = mean === 0 ? 0 : usdPerDay / mean;
      let position = 0;
      let start = 0;
      return {
        usdPerDay,
        next: () => {
          if (position === 0 || randomBelow(random, daysTogether) === 0) start = length * randomBelow(random, pieces);
          const usd = (days[start + position] ?? 0) * factor;
          position = (position + 1) % length;
          return usd;
        },
      };
    },
  };
}

function stretchOf(pieces: number): number {
  const freedom = Math.max(1, pieces - 1);
  return Math.sqrt(pieces / freedom) * (studentTQuantile(0.95, freedom) / normalQuantile(0.95));
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
