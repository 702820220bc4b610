/**
 * Records in the order of the first four characters of their identities, which is order enough for an index: each page
 * is visited once. A sort of numbers costs a tenth of a sort of text.
 *
 * @param records - at most 2^24
 */
export function orderByIdentity<T extends { readonly identity: string }>(records: readonly T[]): readonly T[] {
  const keys = new Float64Array(records.length);
  for (const [index, { identity }] of records.entries()) {
    keys[index] = prefixNumber(identity) * positions + index;
  }
  return Array.from(keys.toSorted(), (key) => records[key % positions]).filter((record) => record !== undefined);
}

const positions = 2 ** 24;

/** Four characters of seven bits, in the order of their bytes. */
function prefixNumber(identity: string): number {
  let number = 0;
  for (let index = 0; index < 4; index += 1) number = number * 128 + identity.charCodeAt(index);
  return number;
}
