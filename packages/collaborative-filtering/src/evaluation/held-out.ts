import { type InteractionMatrix, interactionMatrix, itemsOf } from '../matrix/interaction-matrix.ts';

/** Items that a user has, kept out of the matrix that models are fitted to. */
export type HeldOut = { readonly user: number; readonly items: readonly number[] };

export type Split = {
  readonly train: InteractionMatrix;
  /** Users of whom something was kept out, ascending. */
  readonly heldOut: readonly HeldOut[];
};

/**
 * Keeps out what each user took up last, so that models are held to the future: one item (leave-one-out), or a share.
 * A user keeps at least one item; who has only one is in the train part alone.
 *
 * @param firstUsed - when each item of `matrix.items` was first used by its user, in any unit; of equal times the larger
 *   item is the later one
 * @param share - of a user's items, rounded; 'one' for leave-one-out
 */
export function splitByTime(matrix: InteractionMatrix, firstUsed: ArrayLike<number>, share: number | 'one'): Split {
  const userOfPair: number[] = [];
  const itemOfPair: number[] = [];
  const heldOut: HeldOut[] = [];
  for (let user = 0; user < matrix.users; user += 1) {
    const start = matrix.offsets[user] ?? 0;
    const byTime = Array.from(itemsOf(matrix, user), (item, index) => ({ item, time: firstUsed[start + index] ?? 0 }));
    byTime.sort((left, right) => left.time - right.time || left.item - right.item);
    const wanted = share === 'one' ? 1 : Math.round(byTime.length * share);
    const kept = byTime.length - Math.min(wanted, byTime.length - 1);
    for (const { item } of byTime.slice(0, kept)) {
      userOfPair.push(user);
      itemOfPair.push(item);
    }
    const items = byTime.slice(kept).map(({ item }) => item);
    if (items.length > 0) heldOut.push({ user, items });
  }
  const { users, itemCount } = matrix;
  return { train: interactionMatrix({ users, itemCount, userOfPair, itemOfPair }), heldOut };
}
