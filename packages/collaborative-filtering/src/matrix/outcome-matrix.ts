import type { InteractionMatrix } from './interaction-matrix.ts';

/** How often what a user has worked out: columns beside `matrix.items`. */
export type OutcomeMatrix = {
  readonly matrix: InteractionMatrix;
  /** Whatever came of them. */
  readonly calls: Uint32Array;
  readonly completed: Uint32Array;
  readonly failed: Uint32Array;
  /** Which of all calls was the first of the user's with the item, from 0 in the order of time. */
  readonly firstCall: Uint32Array;
};

/** Position of an item that a user has, in `items`. */
export function cellOf({ offsets, items }: InteractionMatrix, user: number, item: number): number {
  let low = offsets[user] ?? 0;
  let high = (offsets[user + 1] ?? 0) - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle] ?? 0) < item) low = middle + 1;
    else high = middle;
  }
  return low;
}
