import type { Measures } from '@skills/composition';
import type { AnswerQuestion } from '@skills/realtime-ws';
import type { CommandDefinition } from '../command.ts';
import { questionOf } from './question-words.ts';

export type QuestionMeasuresOptions = {
  readonly commands: readonly CommandDefinition[];
  /** Where the sums go. */
  readonly measures: Measures;
  /** UTC epoch milliseconds. */
  readonly nowMs: () => number;
  /** How often at most, in milliseconds. */
  readonly everyMs: number;
  readonly onError: (error: unknown) => void;
};

type Kind = 'query' | 'request';
type Sum = {
  readonly kind: Kind;
  readonly name: string;
  readonly hasFailed: boolean;
  runs: number;
  seconds: number;
  longestSeconds: number;
};

// Between two writes; what is asked beyond them is not counted.
const mostSums = 1000;
const aboutASkill = new Set(['show', 'trend', 'forecast', 'versions']);

/** How long each question takes, and which skills are asked about: summed in memory, written now and then. */
export class QuestionMeasures implements AsyncDisposable {
  readonly #options: QuestionMeasuresOptions;
  readonly #timer: NodeJS.Timeout;
  #sums = new Map<string, Sum>();

  constructor(options: QuestionMeasuresOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.#write(), options.everyMs);
    this.#timer.unref();
  }

  /** Asks as `answer` does. What is no question is not counted. */
  measured(answer: AnswerQuestion): AnswerQuestion {
    return async (path, query) => {
      const began = performance.now();
      let hasFailed = true;
      try {
        const json = await answer(path, query);
        hasFailed = false;
        return json;
      } finally {
        this.#count(path, (performance.now() - began) / 1000, hasFailed);
      }
    };
  }

  /** Writes what is left. */
  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer);
    await this.#write();
  }

  #count(path: readonly string[], seconds: number, hasFailed: boolean): void {
    const [first = '', second = ''] = path;
    const question = questionOf(this.#options.commands, path);
    if (question === undefined) {
      if (first === 'analytics' && !hasFailed)
        this.#add({ kind: 'query', name: `analytics ${second}`, hasFailed }, seconds);
      return;
    }
    const { command, rest } = question;
    this.#add({ kind: 'query', name: command.name, hasFailed }, seconds);
    const [skill] = rest;
    if (skill !== undefined && aboutASkill.has(command.name) && !hasFailed) {
      this.#add({ kind: 'request', name: skill, hasFailed }, seconds);
    }
  }

  #add(what: Pick<Sum, 'kind' | 'name' | 'hasFailed'>, seconds: number): void {
    const key = JSON.stringify(what);
    const sum = this.#sums.get(key) ?? { ...what, runs: 0, seconds: 0, longestSeconds: 0 };
    if (sum.runs === 0 && this.#sums.size >= mostSums) return;
    sum.runs += 1;
    sum.seconds += seconds;
    sum.longestSeconds = Math.max(sum.longestSeconds, seconds);
    this.#sums.set(key, sum);
  }

  async #write(): Promise<void> {
    const sums = [...this.#sums.values()];
    if (sums.length === 0) return;
    this.#sums = new Map();
    const atMs = this.#options.nowMs();
    const measures = sums.map(({ kind, name, hasFailed, runs, seconds, longestSeconds }) => ({
      kind,
      name,
      hasFailed,
      runs,
      atMs,
      durationSeconds: seconds,
      longestSeconds,
      records: 0,
      rejected: 0,
    }));
    await this.#options.measures.record(measures).catch(this.#options.onError);
  }
}
