/** A candidate and its score. */
export type Scored = { readonly index: number; readonly score: number };

/** The best `limit` of what is offered: higher scores first, equal ones by the smaller index. */
export class TopScores {
  readonly #limit: number;
  // A binary heap with the worst on top.
  readonly #indexes: number[] = [];
  readonly #scores: number[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The score that a candidate must reach to be kept; -Infinity while there is room. */
  get threshold(): number {
    return this.#scores.length < this.#limit ? -Infinity : (this.#scores[0] ?? Infinity);
  }

  /** With the score of `threshold`, only a smaller index than this is kept. */
  get lastIndex(): number {
    return this.#scores.length < this.#limit ? Infinity : (this.#indexes[0] ?? -1);
  }

  /** @returns whether it is kept for now */
  offer(index: number, score: number): boolean {
    if (this.#scores.length < this.#limit) {
      this.#indexes.push(index);
      this.#scores.push(score);
      this.#rise(this.#scores.length - 1);
      return true;
    }
    if (this.#limit === 0 || !this.#isWorse(0, index, score)) return false;
    this.#indexes[0] = index;
    this.#scores[0] = score;
    this.#sink(0);
    return true;
  }

  /** Best first. */
  ranked(): readonly Scored[] {
    const ranked = this.#scores.map((score, position) => ({ index: this.#indexes[position] ?? 0, score }));
    return ranked.toSorted((left, right) => right.score - left.score || left.index - right.index);
  }

  #isWorse(position: number, index: number, score: number): boolean {
    const own = this.#scores[position] ?? 0;
    return own < score || (own === score && (this.#indexes[position] ?? 0) > index);
  }

  #rise(start: number): void {
    let position = start;
    while (position > 0) {
      const parent = (position - 1) >> 1;
      if (!this.#isWorse(position, this.#indexes[parent] ?? 0, this.#scores[parent] ?? 0)) return;
      this.#swap(position, parent);
      position = parent;
    }
  }

  #sink(start: number): void {
    let position = start;
    for (;;) {
      let worst = position;
      for (const child of [2 * position + 1, 2 * position + 2]) {
        if (child >= this.#scores.length) continue;
        if (this.#isWorse(child, this.#indexes[worst] ?? 0, this.#scores[worst] ?? 0)) worst = child;
      }
      if (worst === position) return;
      this.#swap(position, worst);
      position = worst;
    }
  }

  #swap(left: number, right: number): void {
    const index = this.#indexes[left] ?? 0;
    const score = this.#scores[left] ?? 0;
    this.#indexes[left] = this.#indexes[right] ?? 0;
    this.#scores[left] = this.#scores[right] ?? 0;
    this.#indexes[right] = index;
    this.#scores[right] = score;
  }
}
