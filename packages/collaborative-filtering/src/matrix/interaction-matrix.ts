/**
 * Who used what, as sorted lists: the distinct items of user `u` are
 * `items[offsets[u]] … items[offsets[u + 1] - 1]`, ascending.
 */
export type InteractionMatrix = {
  readonly users: number;
  readonly itemCount: number;
  /** `users + 1` positions in `items`. */
  readonly offsets: Uint32Array;
  readonly items: Uint16Array | Uint32Array;
};

/** Pairs of (user, item), any number of times each, in any order. */
export type InteractionPairs = {
  readonly users: number;
  readonly itemCount: number;
  /** User of each pair, from 0. */
  readonly userOfPair: ArrayLike<number>;
  /** Item of each pair, from 0. */
  readonly itemOfPair: ArrayLike<number>;
};

/**
 * Sorts pairs by user and item and drops repetitions: one counting sort by user, then each user's few items in place.
 *
 * @throws {RangeError} when the columns differ in length or a number is outside its range
 */
export function interactionMatrix(pairs: InteractionPairs): InteractionMatrix {
  const { users, itemCount, userOfPair, itemOfPair } = pairs;
  if (userOfPair.length !== itemOfPair.length) {
    throw new RangeError(`pairs have ${userOfPair.length} users and ${itemOfPair.length} items`);
  }
  const next = countUsers(pairs);
  const items = itemCount <= 65_536 ? new Uint16Array(userOfPair.length) : new Uint32Array(userOfPair.length);
  for (let pair = 0; pair < userOfPair.length; pair += 1) {
    const user = userOfPair[pair] ?? 0;
    const position = next[user] ?? 0;
    items[position] = itemOfPair[pair] ?? 0;
    next[user] = position + 1;
  }
  return withoutRepetitions({ users, itemCount, ends: next, items });
}

/**
 * Items and users change places: who used an item, ascending.
 *
 * @param order - the users in another order, whose positions then stand for them; each once
 */
export function transpose(
  { users, itemCount, offsets, items }: InteractionMatrix,
  order?: Uint32Array,
): InteractionMatrix {
  const starts = new Uint32Array(itemCount + 1);
  for (let position = 0; position < items.length; position += 1) {
    const item = items[position] ?? 0;
    starts[item + 1] = (starts[item + 1] ?? 0) + 1;
  }
  for (let item = 0; item < itemCount; item += 1) starts[item + 1] = (starts[item + 1] ?? 0) + (starts[item] ?? 0);
  const next = starts.slice();
  const usersOfItems = users <= 65_536 ? new Uint16Array(items.length) : new Uint32Array(items.length);
  for (let place = 0; place < users; place += 1) {
    const user = order?.[place] ?? place;
    const end = offsets[user + 1] ?? 0;
    for (let position = offsets[user] ?? 0; position < end; position += 1) {
      const item = items[position] ?? 0;
      const target = next[item] ?? 0;
      usersOfItems[target] = place;
      next[item] = target + 1;
    }
  }
  return { users: itemCount, itemCount: users, offsets: starts, items: usersOfItems };
}

/** The distinct items of a user, ascending; a view, not a copy. */
export function itemsOf({ offsets, items }: InteractionMatrix, user: number): Uint16Array | Uint32Array {
  return items.subarray(offsets[user] ?? 0, offsets[user + 1] ?? 0);
}

/** First position of each user. */
function countUsers({ users, itemCount, userOfPair, itemOfPair }: InteractionPairs): Uint32Array {
  const starts = new Uint32Array(users + 1);
  for (let pair = 0; pair < userOfPair.length; pair += 1) {
    const user = userOfPair[pair] ?? Number.NaN;
    const item = itemOfPair[pair] ?? Number.NaN;
    if (!(user >= 0 && user < users)) throw new RangeError(`pair ${pair} has user ${user}, expected 0 to ${users - 1}`);
    if (!(item >= 0 && item < itemCount)) {
      throw new RangeError(`pair ${pair} has item ${item}, expected 0 to ${itemCount - 1}`);
    }
    starts[user + 1] = (starts[user + 1] ?? 0) + 1;
  }
  for (let user = 0; user < users; user += 1) starts[user + 1] = (starts[user + 1] ?? 0) + (starts[user] ?? 0);
  return starts;
}

type GroupedPairs = {
  readonly users: number;
  readonly itemCount: number;
  /** Position after the last item of each user. */
  readonly ends: Uint32Array;
  readonly items: Uint16Array | Uint32Array;
};

function withoutRepetitions({ users, itemCount, ends, items }: GroupedPairs): InteractionMatrix {
  const offsets = new Uint32Array(users + 1);
  let kept = 0;
  let start = 0;
  for (let user = 0; user < users; user += 1) {
    const end = ends[user] ?? 0;
    sortPart(items, start, end);
    offsets[user] = kept;
    let previous = -1;
    for (let position = start; position < end; position += 1) {
      const item = items[position] ?? 0;
      if (item !== previous) {
        items[kept] = item;
        kept += 1;
      }
      previous = item;
    }
    start = end;
  }
  offsets[users] = kept;
  return { users, itemCount, offsets, items: kept === items.length ? items : items.slice(0, kept) };
}

// Above this an insertion sort costs more than the call of a library sort.
const fewItems = 32;

function sortPart(items: Uint16Array | Uint32Array, start: number, end: number): void {
  if (end - start > fewItems) {
    items.subarray(start, end).sort();
    return;
  }
  for (let position = start + 1; position < end; position += 1) {
    const item = items[position] ?? 0;
    let hole = position;
    while (hole > start && (items[hole - 1] ?? 0) > item) {
      items[hole] = items[hole - 1] ?? 0;
      hole -= 1;
    }
    items[hole] = item;
  }
}
