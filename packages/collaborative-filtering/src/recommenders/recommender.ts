/** A model that ranks items for anybody, fitted to an interaction matrix. */
export type Recommender = {
  readonly name: string;
  /**
   * @param items - distinct items of the user, ascending; none for a new user
   * @param user - the user's row of the matrix, who is no neighbour of theirs; undefined for one who is not in it
   * @returns one score per item, higher is better; 0 where nothing speaks for an item
   */
  score(items: ArrayLike<number>, user?: number): Float64Array;
  /** How much an item that a user has adds to the score of another one, for a model that adds up. */
  readonly weight?: (own: number, item: number) => number;
};
