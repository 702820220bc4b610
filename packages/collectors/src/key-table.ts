/**
 * Finds which of a few known keys stands at a place of a text, without making a string of it.
 *
 * @example
 * new KeyTable(['type', 'uuid']).find('{"uuid":1}', 2, 6); // 'uuid'
 */
export class KeyTable {
  readonly #buckets: (readonly string[] | undefined)[] = Array.from({ length: 64 * 128 });

  constructor(keys: readonly string[]) {
    for (const key of keys) {
      const index = bucketOf(key.length, key.charCodeAt(0));
      this.#buckets[index] = [...(this.#buckets[index] ?? []), key];
    }
  }

  /** The known key that is `text.slice(start, end)`, or an empty string. */
  find(text: string, start: number, end: number): string {
    const length = end - start;
    const bucket = this.#buckets[bucketOf(length, text.charCodeAt(start))];
    if (bucket === undefined) return '';
    for (const key of bucket) {
      if (key.length === length && text.startsWith(key, start)) return key;
    }
    return '';
  }
}

function bucketOf(length: number, firstCode: number): number {
  return ((length & 63) << 7) | (firstCode & 127);
}
