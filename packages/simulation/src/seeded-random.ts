/** Uniform numbers in [0, 1), multiples of 2^-32. */
export type Random = () => number;

/**
 * The generator xoshiro128**, seeded through splitmix32. It uses 32-bit integer arithmetic only, so one seed gives the
 * same numbers on every machine and in every engine.
 *
 * @param seed - any integer; its lowest 32 bits count
 * @param stream - number of an independent sequence of the same seed
 * @throws {RangeError} when seed or stream is not an integer
 * @see Blackman and Vigna (2021), ACM TOMS 47(4), doi:10.1145/3460772
 * @example
 * const random = seededRandom(7);
 * random(); // 0.0189… for ever
 */
export function seededRandom(seed: number, stream = 0): Random {
  if (!Number.isSafeInteger(seed) || !Number.isSafeInteger(stream)) {
    throw new RangeError(`seededRandom requires integers, got seed ${seed} and stream ${stream}`);
  }
  const next = splitmix32((seed ^ Math.imul(stream, 0x9e3779b1)) >>> 0);
  return xoshiro128([next(), next(), next(), next()]);
}

/** The generator alone, from its four words of state, not all zero. */
export function xoshiro128(words: readonly [number, number, number, number]): Random {
  let [a, b, c, d] = [words[0] | 0, words[1] | 0, words[2] | 0, words[3] | 0];
  return () => {
    const scrambled = Math.imul(b, 5);
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9);
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return (result >>> 0) * 2 ** -32;
  };
}

function splitmix32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return mixed ^ (mixed >>> 15);
  };
}
