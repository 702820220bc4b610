import type { OutcomeMatrix } from '../matrix/outcome-matrix.ts';
import type { FigureGroup } from '../baselines/skill-use.ts';

/** One item over all users. */
export type ItemOutcomes = {
  readonly calls: FigureGroup;
  /** Calls of known outcome. */
  readonly outcomes: FigureGroup & { readonly completed: number };
};

export function outcomesByItem({ matrix, calls, completed, failed }: OutcomeMatrix): readonly ItemOutcomes[] {
  const called = new GroupColumns(matrix.itemCount);
  const known = new GroupColumns(matrix.itemCount);
  const succeeded = new Uint32Array(matrix.itemCount);
  for (let cell = 0; cell < matrix.items.length; cell += 1) {
    const item = matrix.items[cell] ?? 0;
    const successes = completed[cell] ?? 0;
    called.add(item, calls[cell] ?? 0);
    known.add(item, successes + (failed[cell] ?? 0));
    succeeded[item] = (succeeded[item] ?? 0) + successes;
  }
  return Array.from(succeeded, (successes, item) => ({
    calls: called.group(item),
    outcomes: { ...known.group(item), completed: successes },
  }));
}

/** The rate over all items; one half where nothing is known. */
export function overallRate(items: readonly ItemOutcomes[]): number {
  let completed = 0;
  let known = 0;
  for (const { outcomes } of items) {
    completed += outcomes.completed;
    known += outcomes.count;
  }
  return known === 0 ? 0.5 : completed / known;
}

class GroupColumns {
  readonly #users: Uint32Array;
  readonly #counts: Uint32Array;
  readonly #largest: Uint32Array;

  constructor(itemCount: number) {
    this.#users = new Uint32Array(itemCount);
    this.#counts = new Uint32Array(itemCount);
    this.#largest = new Uint32Array(itemCount);
  }

  /** What one user gave; nothing is no user. */
  add(item: number, count: number): void {
    if (count === 0) return;
    this.#users[item] = (this.#users[item] ?? 0) + 1;
    this.#counts[item] = (this.#counts[item] ?? 0) + count;
    if (count > (this.#largest[item] ?? 0)) this.#largest[item] = count;
  }

  group(item: number): FigureGroup {
    return { users: this.#users[item] ?? 0, count: this.#counts[item] ?? 0, largest: this.#largest[item] ?? 0 };
  }
}
