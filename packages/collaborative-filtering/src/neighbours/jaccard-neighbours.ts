import { type InteractionMatrix, transpose } from '../matrix/interaction-matrix.ts';
import { TopScores } from './top-scores.ts';
import { UserCounts } from './user-counts.ts';
import { type SizeGroup, type UsersBySize, usersBySize } from './users-by-size.ts';

export type SimilarUser = {
  readonly user: number;
  /** |A ∩ B| / |A ∪ B| of the distinct items of both, in (0, 1]. */
  readonly similarity: number;
  readonly common: number;
};

export type NeighbourOptions = {
  readonly limit: number;
  /** Fewer shared items are no similarity. Default 1. */
  readonly minCommon?: number | undefined;
  /** This user is left out: whoever asks. */
  readonly except?: number | undefined;
};

/**
 * The exact nearest users by the Jaccard index of distinct items: the users of each item that is asked for are counted
 * from an inverted index, then the counts are searched, users of a like number of items first. How many items a
 * neighbour must share follows from the best so far and the sizes of both sets, so that most users are passed over.
 * Equal similarities are ordered by the smaller user.
 */
export class JaccardNeighbours {
  readonly #bySize: UsersBySize;
  readonly #itemCount: number;
  /** Positions in the order of `#bySize`, by item. */
  readonly #positions: InteractionMatrix;
  /** Common items by position; all zero between questions. */
  readonly #counts: UserCounts;

  constructor(matrix: InteractionMatrix) {
    this.#itemCount = matrix.itemCount;
    this.#bySize = usersBySize(matrix);
    this.#positions = transpose(matrix, this.#bySize.users);
    this.#counts = new UserCounts(matrix.users, this.#bySize.groups.at(-1)?.size ?? 0);
  }

  /**
   * @param items - distinct, each once, in any order
   * @throws {RangeError} when an item is unknown or repeated
   */
  similarUsers(
    items: ArrayLike<number>,
    { limit, minCommon = 1, except = -1 }: NeighbourOptions,
  ): readonly SimilarUser[] {
    this.#assertItems(items);
    const counts = this.#counts;
    const { offsets, items: positions } = this.#positions;
    for (let index = 0; index < items.length; index += 1) {
      const item = items[index] ?? 0;
      counts.addRange(positions, offsets[item] ?? 0, offsets[item + 1] ?? 0);
    }
    const search = new Search(items.length, { limit, minCommon, except });
    for (const group of nearestSizes(this.#bySize.groups, items.length)) {
      if (bestSimilarity(items.length, group.size) < search.threshold) break;
      search.searchGroup(group, { counts, users: this.#bySize.users });
    }
    counts.clear();
    return search.found();
  }

  #assertItems(items: ArrayLike<number>): void {
    const seen = new Set<number>();
    for (let index = 0; index < items.length; index += 1) {
      const item = items[index] ?? Number.NaN;
      if (!(item >= 0 && item < this.#itemCount)) {
        throw new RangeError(`item ${item} is not from 0 to ${this.#itemCount - 1}`);
      }
      if (seen.has(item)) throw new RangeError(`item ${item} is named twice`);
      seen.add(item);
    }
  }
}

class Search {
  readonly #size: number;
  readonly #options: Required<{ [K in keyof NeighbourOptions]: number }>;
  readonly #top: TopScores;
  readonly #common = new Map<number, number>();

  constructor(size: number, options: Required<{ [K in keyof NeighbourOptions]: number }>) {
    this.#size = size;
    this.#options = options;
    this.#top = new TopScores(options.limit);
  }

  get threshold(): number {
    return this.#top.threshold;
  }

  searchGroup(
    { size, start, end }: SizeGroup,
    { counts, users }: { readonly counts: UserCounts; readonly users: Uint32Array },
  ): void {
    let position = start - 1;
    let least = this.#leastCommon(size, users[start] ?? 0);
    while ((position = counts.next(position + 1, end, least)) < end) {
      const user = users[position] ?? 0;
      const common = counts.of(position);
      if (user === this.#options.except) continue;
      if (this.#top.offer(user, common / (this.#size + size - common))) this.#common.set(user, common);
      least = this.#leastCommon(size, user);
    }
  }

  found(): readonly SimilarUser[] {
    return this.#top
      .ranked()
      .map(({ index, score }) => ({ user: index, similarity: score, common: this.#common.get(index) ?? 0 }));
  }

  /**
   * c / (a + b − c) ≥ t is c ≥ t (a + b) / (1 + t); more than that when an equal one comes too late.
   *
   * @param user - all users that follow are greater
   */
  #leastCommon(size: number, user: number): number {
    const { threshold, lastIndex } = this.#top;
    const least = Math.max(1, this.#options.minCommon);
    if (threshold <= 0) return least;
    const equal = (threshold * (this.#size + size)) / (1 + threshold);
    // Rounding must not shut out an equal one.
    return Math.max(least, user < lastIndex ? Math.ceil(equal - 1e-9) : Math.floor(equal + 1e-9) + 1);
  }
}

function nearestSizes(groups: readonly SizeGroup[], size: number): readonly SizeGroup[] {
  return groups.toSorted((left, right) => bestSimilarity(size, right.size) - bestSimilarity(size, left.size));
}

/** When one set holds the other. */
function bestSimilarity(left: number, right: number): number {
  return Math.min(left, right) / Math.max(left, right);
}
