/** One step of the hash that names are found by; start with 0. */
export function hashStep(hash: number, byte: number): number {
  return (Math.imul(hash, 31) + byte) | 0;
}

const slots = 1024;

/**
 * Finds which of a few known names a run of bytes is, from its hash and length alone: comparing the bytes as well costs
 * as much as everything else about a key. A wrong name for an unknown one would need the same 32-bit hash and length:
 * one in 10^8 for each new name, and whoever writes the file could as well write the name itself.
 *
 * @example
 * new KeyTable(['type', 'uuid']).find(hashOf('uuid'), 4); // 'uuid'
 */
export class KeyTable {
  readonly #hashes: Int32Array = new Int32Array(slots);
  readonly #names: string[] = Array.from({ length: slots }, () => '');

  /** @throws {RangeError} when two names have the same hash, or a name is empty or not ASCII */
  constructor(names: readonly string[]) {
    for (const name of names) {
      const hash = hashOf(name);
      let slot = hash & (slots - 1);
      while (this.#names[slot] !== '') {
        if (this.#hashes[slot] === hash)
          throw new RangeError(`KeyTable cannot tell ${name} and ${this.#names[slot]} apart`);
        slot = (slot + 1) & (slots - 1);
      }
      this.#hashes[slot] = hash;
      this.#names[slot] = name;
    }
  }

  /** The known name of that hash and length in bytes, or an empty string. */
  find(hash: number, length: number): string {
    for (let slot = hash & (slots - 1); ; slot = (slot + 1) & (slots - 1)) {
      const name = this.#names[slot] ?? '';
      if (name === '' || (this.#hashes[slot] === hash && name.length === length)) return name;
    }
  }
}

function hashOf(name: string): number {
  if (!/^[\u0021-\u007e]+$/.test(name)) throw new RangeError(`KeyTable takes printable ASCII names, got ${name}`);
  let hash = 0;
  for (const byte of Buffer.from(name)) hash = hashStep(hash, byte);
  return hash;
}
