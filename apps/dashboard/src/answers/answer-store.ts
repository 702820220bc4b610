/** What is known of the answer to a question. */
export type Answer = {
  /** The latest result, also while a newer one is on its way or could not be had. */
  readonly result: object | undefined;
  /** In words for a person. */
  readonly problem: string | undefined;
  readonly isLoading: boolean;
};

/** Fetches a path of the API. */
export type FetchAnswer = (path: string) => Promise<FetchedAnswer>;
export type FetchedAnswer =
  | { readonly ok: true; readonly result: object }
  /** `isFinal`: asking again will not help. */
  | { readonly ok: false; readonly problem: string; readonly isFinal: boolean };

export type AnswerStoreOptions = {
  readonly fetchAnswer: FetchAnswer;
  /** UTC epoch milliseconds. */
  readonly nowMs: () => number;
  /** Runs after so many milliseconds. */
  readonly after: (ms: number, run: () => void) => void;
};

type Entry = {
  answer: Answer;
  readonly listeners: Set<() => void>;
  /** Asked for again while it was being fetched. */
  isStale: boolean;
  /** To be asked for again when its rest is over. */
  isResting: boolean;
  loadedAtMs: number;
  /** How long the last answer took. */
  tookMs: number;
};

const unknown: Answer = { result: undefined, problem: undefined, isLoading: true };
const newEntry = { answer: unknown, isStale: false, isResting: false, loadedAtMs: 0, tookMs: 0 };
const keptAnswers = 60;
/** An answer that took long is asked for less often: at most for so large a share of the time. */
const greatestShare = 0.2;

/** Answers of the API by their paths. What somebody looks at is fetched anew by `refresh`; the rest is kept for coming back. */
export class AnswerStore {
  readonly #options: AnswerStoreOptions;
  readonly #entries = new Map<string, Entry>();
  readonly #listeners = new Set<() => void>();
  #latestMs: number | undefined;

  constructor(options: AnswerStoreOptions) {
    this.#options = options;
  }

  /** When the newest answer came. */
  get latestMs(): number | undefined {
    return this.#latestMs;
  }

  get(path: string): Answer {
    return this.#entries.get(path)?.answer ?? unknown;
  }

  /** @returns how to stop being told */
  subscribe(path: string, listener: () => void): () => void {
    const entry = this.#entries.get(path) ?? { ...newEntry, listeners: new Set() };
    this.#entries.delete(path);
    this.#entries.set(path, entry);
    this.#forgetOldest();
    entry.listeners.add(listener);
    if (entry.listeners.size === 1) void this.#load(path, entry);
    return () => entry.listeners.delete(listener);
  }

  /** Told whenever any answer came. */
  onAnswer(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Asks again what somebody looks at; what was dear, after a rest. */
  async refresh(): Promise<void> {
    const watched = [...this.#entries].filter(([, { listeners }]) => listeners.size > 0);
    await Promise.all(watched.map(([path, entry]) => this.#loadRested(path, entry)));
  }

  async #loadRested(path: string, entry: Entry): Promise<void> {
    const restMs = entry.loadedAtMs + entry.tookMs / greatestShare - this.#options.nowMs();
    if (restMs <= 0) {
      await this.#load(path, entry);
    } else if (!entry.isResting) {
      entry.isResting = true;
      this.#options.after(restMs, () => {
        entry.isResting = false;
        if (entry.listeners.size > 0) void this.#load(path, entry);
      });
    }
  }

  async #load(path: string, entry: Entry): Promise<void> {
    if (entry.answer.isLoading && entry.answer !== unknown) {
      entry.isStale = true;
      return;
    }
    const { result: before, problem } = entry.answer;
    this.#set(entry, { result: before, problem, isLoading: true });
    const beganMs = this.#options.nowMs();
    const fetched = await this.#options.fetchAnswer(path);
    entry.loadedAtMs = this.#options.nowMs();
    entry.tookMs = entry.loadedAtMs - beganMs;
    if (fetched.ok) {
      this.#latestMs = this.#options.nowMs();
      this.#set(entry, { result: fetched.result, problem: undefined, isLoading: false });
    } else {
      const result = fetched.isFinal ? undefined : before;
      this.#set(entry, { result, problem: fetched.problem, isLoading: false });
    }
    for (const listener of this.#listeners) listener();
    if (!entry.isStale) return;
    entry.isStale = false;
    if (entry.listeners.size > 0) await this.#load(path, entry);
  }

  #set(entry: Entry, answer: Answer): void {
    entry.answer = answer;
    for (const listener of entry.listeners) listener();
  }

  #forgetOldest(): void {
    for (const [path, { listeners }] of this.#entries) {
      if (this.#entries.size <= keptAnswers) return;
      if (listeners.size === 0) this.#entries.delete(path);
    }
  }
}
