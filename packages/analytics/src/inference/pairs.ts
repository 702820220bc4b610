/** Two measurements of each of the same things. */
export type Pairs = {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
};

/** `pairs`, when they are finite and as many x as y. @throws {RangeError} naming caller and value otherwise */
export function requirePairs(pairs: Pairs, caller: string): Pairs {
  const { x, y } = pairs;
  if (x.length !== y.length) throw new RangeError(`${caller} requires as many x as y, got ${x.length} and ${y.length}`);
  for (let index = 0; index < x.length; index += 1) {
    const [left, right] = [x[index] ?? Number.NaN, y[index] ?? Number.NaN];
    if (!Number.isFinite(left) || !Number.isFinite(right)) {
      throw new RangeError(`${caller} requires finite values, got x ${left} and y ${right}`);
    }
  }
  return pairs;
}
