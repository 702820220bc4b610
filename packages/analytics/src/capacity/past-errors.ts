import { orderStatistic } from '../inference/order-statistic.ts';
import type { Interval } from '../inference/interval.ts';

const mostErrors = 336;
// Quiet and busy hours err differently, so an interval stands on the hours that were expected to be most alike.
const nearestErrors = 96;

/** The sizes of the last errors of a forecast, on the scale of the square root, by what had been expected. */
export class PastErrors {
  // By what was expected, ascending; in parallel.
  readonly #expected: number[] = [];
  readonly #sizes: number[] = [];
  readonly #inOrderOfTime: { readonly expected: number; readonly size: number }[] = [];

  get count(): number {
    return this.#sizes.length;
  }

  /** Both on the scale of the square root. */
  add(expected: number, size: number): void {
    const at = this.#placeOf(expected);
    this.#expected.splice(at, 0, expected);
    this.#sizes.splice(at, 0, size);
    this.#inOrderOfTime.push({ expected, size });
    if (this.#inOrderOfTime.length <= mostErrors) return;
    const oldest = this.#inOrderOfTime.shift();
    if (oldest === undefined) return;
    let place = this.#placeOf(oldest.expected);
    while (this.#sizes[place] !== oldest.size) place += 1;
    this.#expected.splice(place, 1);
    this.#sizes.splice(place, 1);
  }

  /** Around an expected value, not its root: as wide as all but `1 - confidence` of the errors most alike. */
  interval(expected: number, confidence: number): Interval {
    const root = Math.sqrt(expected);
    const distance = (index: number): number => Math.abs((this.#expected[index] ?? Infinity) - root);
    let from = this.#placeOf(root);
    let to = from;
    while (to - from < Math.min(nearestErrors, this.count)) {
      if (from > 0 && (to >= this.count || distance(from - 1) <= distance(to))) from -= 1;
      else to += 1;
    }
    const nearest = Float64Array.from(this.#sizes.slice(from, to));
    if (nearest.length === 0) return { lower: expected, upper: expected };
    const rank = Math.min(nearest.length, Math.ceil((nearest.length + 1) * confidence));
    const reach = orderStatistic(nearest, rank - 1);
    return { lower: Math.max(0, root - reach) ** 2, upper: (root + reach) ** 2 };
  }

  /** Index of the first that was expected to be at least so large. */
  #placeOf(expected: number): number {
    let [low, high] = [0, this.#expected.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#expected[middle] ?? Infinity) < expected) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
