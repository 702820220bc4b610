/** Non-negative integers by position, 0 where nothing was added, with as much room as is asked for. */
export class GrowingCounts {
  #counts = new Uint32Array(0);

  /** Makes room; to be called before positions up to `room` are added to. */
  reserve(room: number): void {
    if (room <= this.#counts.length) return;
    const grown = new Uint32Array(room);
    grown.set(this.#counts);
    this.#counts = grown;
  }

  add(position: number, amount: number): void {
    this.#counts[position] = (this.#counts[position] ?? 0) + amount;
  }

  at(position: number): number {
    return this.#counts[position] ?? 0;
  }
}

/** Sums or moments by position, `initial` where nothing was written. */
export class GrowingNumbers {
  readonly #initial: number;
  #numbers = new Float64Array(0);

  constructor(initial: number) {
    this.#initial = initial;
  }

  reserve(room: number): void {
    if (room <= this.#numbers.length) return;
    const grown = new Float64Array(room).fill(this.#initial, this.#numbers.length);
    grown.set(this.#numbers);
    this.#numbers = grown;
  }

  set(position: number, value: number): void {
    this.#numbers[position] = value;
  }

  at(position: number): number {
    return this.#numbers[position] ?? this.#initial;
  }
}
