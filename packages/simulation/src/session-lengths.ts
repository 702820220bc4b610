import { drawQuantile, exponentialTable } from './quantile-tables.ts';
import { seededRandom } from './seeded-random.ts';

/** Enough room for every planted pair and sequence, so that their rates are exact. */
export const shortestSession = 8;
const meanBeyondShortest = 12.5;

/**
 * Calls per session, about 20 on average, adding up to exactly `events`: the last session takes what is left. The same
 * seed gives the same lengths, so that the sessions can be counted before they are made.
 */
export function* sessionLengths(seed: number, events: number): Generator<number, undefined> {
  const random = seededRandom(seed, 2);
  const beyond = exponentialTable(meanBeyondShortest);
  for (let left = events; left > 0;) {
    const length = shortestSession + Math.floor(drawQuantile(beyond, random()));
    yield Math.min(length, left);
    left -= length;
  }
  return undefined;
}

export function sessionCount(seed: number, events: number): number {
  let count = 0;
  for (const _ of sessionLengths(seed, events)) count += 1;
  return count;
}
