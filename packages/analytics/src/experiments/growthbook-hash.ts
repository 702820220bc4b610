/**
 * Where a user stands in [0, 1) for a given seed: GrowthBook's hash of version 2, so that an experiment here and one in
 * any of its SDKs put a user in the same place. Steps of 0.0001.
 *
 * @param seed - of the experiment; another seed deals anew
 * @param value - what is dealt, usually a user id
 * @see https://docs.growthbook.io/lib/build-your-own#hash
 * @example
 * growthBookHash('seed', 'a'); // 0.0505
 */
export function growthBookHash(seed: string, value: string): number {
  return (fnv1a32(String(fnv1a32(seed + value))) % 10_000) / 10_000;
}

/**
 * Fowler, Noll and Vo's hash FNV-1a of 32 bits, over the UTF-16 units of a text, as GrowthBook's JavaScript SDK takes it.
 *
 * @see draft-eastlake-fnv
 */
export function fnv1a32(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    // eslint-disable-next-line unicorn/prefer-code-point -- the hash is defined over UTF-16 units
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}
