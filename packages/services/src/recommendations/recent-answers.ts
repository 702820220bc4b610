/** The last answers by question; of too many the one that was asked longest ago goes. */
export class RecentAnswers {
  readonly #most: number;
  readonly #answers = new Map<string, unknown>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Empty answers are answers. One question has one type of answer: `compute` is what says so. */
  async of<Answer>(question: string, compute: () => Promise<Answer>): Promise<Answer> {
    const kept = this.#answers.get(question);
    this.#answers.delete(question);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only `compute` of the same question was kept
    const answer = kept === undefined ? await compute() : (kept as { readonly answer: Answer }).answer;
    this.#answers.set(question, { answer });
    if (this.#answers.size > this.#most) {
      const [oldest] = this.#answers.keys();
      if (oldest !== undefined) this.#answers.delete(oldest);
    }
    return answer;
  }
}
