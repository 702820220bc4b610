/**
 * Records in the order of the first four characters of their identities, which is order enough for an index: each page
 * is visited once. A sort of numbers costs a tenth of a sort of text.
 *
 * @param records - at most 2^24
 */
export function orderByIdentity<T extends { readonly identity: string }>(records: readonly T[]): readonly T[] {
  const keys = new Float64Array(records.length);
  for (let index = 0; index < records.length; index += 1) {
    keys[index] = prefixNumber(records[index]?.identity ?? '') * positions + index;
  }
  const ordered: T[] = [];
  for (const key of keys.toSorted()) {
    const record = records[key % positions];
    if (record !== undefined) ordered.push(record);
  }
  return ordered;
}

const positions = 2 ** 24;

/** Four characters of seven bits, in the order of their bytes. */
function prefixNumber(identity: string): number {
  let number = 0;
  for (let index = 0; index < 4; index += 1) number = number * 128 + identity.charCodeAt(index);
  return number;
}
