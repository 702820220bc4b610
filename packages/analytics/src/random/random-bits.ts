/** Uniform integers in [0, 2^32). */
export type RandomBits = () => number;

/**
 * The generator xoshiro128**, seeded through splitmix32: 32-bit integer arithmetic only, so one seed gives one model on
 * every machine.
 *
 * @param seed - any integer; its lowest 32 bits count
 * @param stream - number of an independent sequence of the same seed, such as the number of a tree
 * @throws {RangeError} when seed or stream is not an integer
 * @see Blackman and Vigna (2021), ACM TOMS 47(4), doi:10.1145/3460772
 * @example
 * const bits = randomBits(7, 3);
 * bits() >>> 24; // a byte
 */
export function randomBits(seed: number, stream: number = 0): RandomBits {
  if (!Number.isSafeInteger(seed) || !Number.isSafeInteger(stream)) {
    throw new RangeError(`randomBits requires integers, got seed ${seed} and stream ${stream}`);
  }
  const next = splitmix32((seed ^ Math.imul(stream, 0x9e3779b1)) >>> 0);
  return xoshiro128([next(), next(), next(), next()]);
}

/** The generator alone, from its four words of state, not all zero. */
export function xoshiro128(words: readonly [number, number, number, number]): RandomBits {
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
    return result >>> 0;
  };
}

/** A uniform integer in [0, bound); the bias of at most bound / 2^32 does not matter for samples. */
export function randomBelow(bits: RandomBits, bound: number): number {
  return Math.floor((bits() / 4_294_967_296) * bound);
}

/** The numbers 0 to length - 1 in random order. */
export function shuffledIndices(length: number, bits: RandomBits): Int32Array {
  const order = Int32Array.from({ length }, (_, index) => index);
  for (let last = length - 1; last > 0; last -= 1) {
    const chosen = randomBelow(bits, last + 1);
    const kept = order[last] ?? 0;
    order[last] = order[chosen] ?? 0;
    order[chosen] = kept;
  }
  return order;
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
