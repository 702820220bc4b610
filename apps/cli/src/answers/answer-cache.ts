export type AnswerCacheOptions = {
  /** Characters of all answers that are kept. */
  readonly characters: number;
};

type Kept = { readonly version: string; readonly json: string };

/**
 * The latest answer of each question, for as long as its version is the same. Who asks while the same is being answered
 * waits for that answer. When there are too many, the one asked longest ago goes first.
 */
export class AnswerCache {
  readonly #options: AnswerCacheOptions;
  readonly #kept = new Map<string, Kept>();
  readonly #asked = new Map<string, Promise<string | undefined>>();
  #characters = 0;

  constructor(options: AnswerCacheOptions) {
    this.#options = options;
  }

  /**
   * @param version - another one when the answer may be another
   * @param answer - asks; what it throws is not kept, nor is `undefined`
   */
  async get(question: string, version: string, answer: () => Promise<string | undefined>): Promise<string | undefined> {
    const kept = this.#take(question);
    if (kept?.version === version) {
      this.#keep(question, kept);
      return kept.json;
    }
    const asking = `${version} ${question}`;
    const asked = this.#asked.get(asking);
    if (asked !== undefined) return asked;
    const first = answer().finally(() => this.#asked.delete(asking));
    this.#asked.set(asking, first);
    const json = await first;
    if (json !== undefined) this.#keep(question, { version, json });
    return json;
  }

  #take(question: string): Kept | undefined {
    const kept = this.#kept.get(question);
    this.#kept.delete(question);
    this.#characters -= kept === undefined ? 0 : question.length + kept.json.length;
    return kept;
  }

  #keep(question: string, kept: Kept): void {
    this.#take(question);
    this.#kept.set(question, kept);
    this.#characters += question.length + kept.json.length;
    for (const oldest of this.#kept.keys()) {
      if (this.#characters <= this.#options.characters) break;
      this.#take(oldest);
    }
  }
}
