import type { RetentionHorizons } from '../src/retention/retention-tiers.ts';
import {
  at,
  durationOf,
  outcomeOf,
  projectOf,
  sessionOf,
  skillOf,
  statesTokens,
  type Told,
  tokensOfCall,
} from './retention-calls.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;

type ModelCall = { completed: boolean | null; isPruned: boolean; hasHour: boolean };
type Row = readonly (string | number)[];

/** Lists of what each tier must still hold, and nothing else: the naive truth. */
export class RetentionModel {
  /** What the days hold. Of them the log has those that are not pruned, the hours those that `hasHour`. */
  readonly #calls = new Map<number, ModelCall>();
  readonly #messages = new Map<number, { isPruned: boolean }>();
  /** Outcomes that came before their calls. */
  readonly #waiting = new Set<number>();
  /** The latest horizon of the hours. */
  #hourly = 0;

  collect(toldCalls: readonly Told[]): void {
    for (const { number, isOpen } of toldCalls) {
      if (!this.#messages.has(number)) this.#messages.set(number, { isPruned: false });
      const known = this.#calls.get(number);
      if (known === undefined) {
        const completed = isOpen && !this.#waiting.delete(number) ? null : outcomeOf(number);
        this.#calls.set(number, { completed, isPruned: false, hasHour: true });
      } else if (!isOpen && !known.isPruned) known.completed ??= outcomeOf(number);
    }
  }

  complete(number: number): void {
    const known = this.#calls.get(number);
    if (known === undefined) this.#waiting.add(number);
    else if (!known.isPruned) known.completed ??= outcomeOf(number);
  }

  /** A call that the days do not hold any more is as one that never came: it may come again. */
  prune({ raw, hourly, daily }: RetentionHorizons): void {
    this.#hourly = Math.max(this.#hourly, hourly);
    this.pruneCalls(raw);
    for (const [number, call] of this.#calls) {
      if (at(number) < hourly) call.hasHour = false;
      if (at(number) < daily) this.#calls.delete(number);
    }
    for (const [number, message] of this.#messages) {
      if (at(number) < raw) message.isPruned = true;
      if (at(number) < daily) this.#messages.delete(number);
    }
    for (const number of this.#waiting) if (at(number) + 1 < raw) this.#waiting.delete(number);
  }

  /** What a prune that ends early has taken out. */
  pruneCalls(beforeMs: number): void {
    for (const [number, call] of this.#calls) if (at(number) < beforeMs) call.isPruned = true;
  }

  /** Calls and messages that are in the log. */
  log(): Row {
    return [this.#calls, this.#messages].map((tier) => [...tier.values()].filter(({ isPruned }) => !isPruned).length);
  }

  /** By project (0: every one), skill and day: calls, completed, failed, microseconds, sessions. */
  days(): readonly Row[] {
    return this.#recount(dayMs, () => true, ['0', undefined]);
  }

  /** By skill and hour, as `days`, of the hours inside the horizon. */
  hours(): readonly Row[] {
    return this.#recount(hourMs, (number) => at(number) >= this.#hourly, ['0']).map((row) => row.slice(1));
  }

  /** By skill and hour before the horizon: calls that came later than the hours of their time went. */
  lateHours(): readonly Row[] {
    const isLate = (number: number): boolean => at(number) < this.#hourly && this.#calls.get(number)?.hasHour === true;
    return this.#recount(hourMs, isLate, ['0']).map((row) => row.slice(1, -1));
  }

  /** The first hour inside the horizon, since 1970. */
  get firstHour(): number {
    return this.#hourly / hourMs;
  }

  /** Messages and tokens; a call that states tokens is one. */
  usage(): Row {
    const numbers = [...this.#messages.keys()];
    const stating = [...this.#calls.keys()].filter(statesTokens).length;
    return [numbers.length + stating, numbers.reduce((sum, number) => sum + number, tokensOfCall * stating)];
  }

  /** @param projects - `undefined` is the project that a call names */
  #recount(
    bucketMs: number,
    which: (number: number) => boolean,
    projects: readonly (string | undefined)[],
  ): readonly Row[] {
    const groups = new Map<string, number[]>();
    for (const number of [...this.#calls.keys()].filter(which)) {
      for (const project of projects.map((each) => each ?? projectOf(number))) {
        if (project === undefined) continue;
        const key = [project, skillOf(number), Math.floor(at(number) / bucketMs)].join('|');
        const members = groups.get(key) ?? [];
        members.push(number);
        groups.set(key, members);
      }
    }
    return [...groups].map(([key, numbers]) => {
      const [project = '', skill = '', start = ''] = key.split('|');
      const outcomes = numbers.map((number) => this.#calls.get(number)?.completed);
      return [
        project,
        skill,
        start,
        numbers.length,
        outcomes.filter((completed) => completed === true).length,
        outcomes.filter((completed) => completed === false).length,
        numbers.reduce((sum, number) => sum + durationOf(number) * 1e6, 0),
        new Set(numbers.map(sessionOf)).size,
      ];
    });
  }
}
