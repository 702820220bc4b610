import { GrowingCounts, GrowingNumbers } from '../matrix/growing-counts.ts';
import { PairIndex } from '../matrix/pair-index.ts';
import type { FigureGroup, SkillUse } from './skill-use.ts';

/** Calls of users, one per place; any order. */
export type SkillCalls = {
  readonly events: number;
  /** From 1; 0 is nobody. */
  readonly user: ArrayLike<number>;
  /** From 0; a negative one is left out. */
  readonly item: ArrayLike<number>;
  /** 1 worked, 0 failed, anything else is unknown. */
  readonly completed: ArrayLike<number>;
  /** NaN for unknown. */
  readonly durationSeconds: ArrayLike<number>;
  /** From 1; 0 is none. */
  readonly phase: ArrayLike<number>;
};

/** Who uses what how, summed as calls come, in memory for each user and skill. */
export class SkillUseCounter {
  readonly #pairs = new PairIndex();
  #room = 0;
  readonly #calls = new GrowingCounts();
  readonly #known = new GrowingCounts();
  readonly #completed = new GrowingCounts();
  readonly #timed = new GrowingCounts();
  readonly #seconds = new GrowingNumbers(0);
  /** Pair of user and skill, and phase. */
  readonly #phases = new PairIndex();
  readonly #phaseCalls = new GrowingCounts();

  add({ events, user, item, completed, durationSeconds, phase }: SkillCalls): void {
    for (let event = 0; event < events; event += 1) {
      const owner = user[event] ?? 0;
      const skill = item[event] ?? -1;
      if (owner <= 0 || skill < 0) continue;
      const pair = this.#pairs.numberOf(owner, skill);
      this.#reserve(this.#pairs.room);
      this.#calls.add(pair, 1);
      const outcome = completed[event];
      if (outcome === 1 || outcome === 0) {
        this.#known.add(pair, 1);
        this.#completed.add(pair, outcome);
      }
      const seconds = durationSeconds[event] ?? Number.NaN;
      if (!Number.isNaN(seconds)) {
        this.#timed.add(pair, 1);
        this.#seconds.set(pair, this.#seconds.at(pair) + seconds);
      }
      const during = phase[event] ?? 0;
      if (during > 0) {
        const place = this.#phases.numberOf(pair, during);
        this.#phaseCalls.reserve(this.#phases.room);
        this.#phaseCalls.add(place, 1);
      }
    }
  }

  /** One entry per skill, by its number; of phases with equal calls the smaller number. */
  uses(itemCount: number): readonly SkillUse[] {
    const sums = Array.from({ length: itemCount }, () => ({
      calls: new GroupSum(),
      outcomes: new GroupSum(),
      durations: new GroupSum(),
      completed: 0,
      secondsSum: 0,
    }));
    const { seconds: items } = this.#pairs;
    for (let pair = 0; pair < items.length; pair += 1) {
      const sum = sums[items[pair] ?? -1];
      if (sum === undefined) continue;
      sum.calls.add(this.#calls.at(pair));
      sum.outcomes.add(this.#known.at(pair));
      sum.durations.add(this.#timed.at(pair));
      sum.completed += this.#completed.at(pair);
      sum.secondsSum += this.#seconds.at(pair);
    }
    const phases = this.#commonestPhases(itemCount);
    return sums.map(({ calls, outcomes, durations, completed, secondsSum }, item) => ({
      calls: calls.group(),
      outcomes: { ...outcomes.group(), completed },
      durations: { ...durations.group(), secondsSum },
      commonestPhase: phases[item],
    }));
  }

  #commonestPhases(itemCount: number): readonly SkillUse['commonestPhase'][] {
    const { firsts: pairs, seconds: phases } = this.#phases;
    const { seconds: itemOfPair } = this.#pairs;
    const places = new PairIndex();
    const sums: GroupSum[] = [];
    for (let place = 0; place < pairs.length; place += 1) {
      const found = places.numberOf(itemOfPair[pairs[place] ?? 0] ?? 0, phases[place] ?? 0);
      const sum = (sums[found] ??= new GroupSum());
      sum.add(this.#phaseCalls.at(place));
    }
    const best: SkillUse['commonestPhase'][] = Array.from({ length: itemCount }, () => undefined);
    const { firsts: items, seconds: phaseOfPlace } = places;
    for (const [place, sum] of sums.entries()) {
      const item = items[place] ?? -1;
      const phase = phaseOfPlace[place] ?? 0;
      const before = best[item];
      const group = sum.group();
      if (item >= itemCount) continue;
      if (before === undefined || isBefore({ ...group, phase }, before)) best[item] = { ...group, phase };
    }
    return best;
  }

  #reserve(room: number): void {
    if (room === this.#room) return;
    this.#room = room;
    for (const column of [this.#calls, this.#known, this.#completed, this.#timed, this.#seconds]) column.reserve(room);
  }
}

type PhaseGroup = FigureGroup & { readonly phase: number };

function isBefore(one: PhaseGroup, other: PhaseGroup): boolean {
  return one.count > other.count || (one.count === other.count && one.phase < other.phase);
}

class GroupSum {
  #users = 0;
  #count = 0;
  #largest = 0;

  /** What one user gave; nothing is no user. */
  add(count: number): void {
    if (count === 0) return;
    this.#users += 1;
    this.#count += count;
    if (count > this.#largest) this.#largest = count;
  }

  group(): FigureGroup {
    return { users: this.#users, count: this.#count, largest: this.#largest };
  }
}
