import type { OutcomeMatrix } from '../matrix/outcome-matrix.ts';
import type { FigureGroup } from '../baselines/skill-use.ts';

/** One item over all users. */
export type ItemOutcomes = {
  readonly calls: FigureGroup;
  /** Calls of known outcome. */
  readonly outcomes: FigureGroup & { readonly completed: number };
};

/** One loop over plain columns: in a process that has just begun, calls of small methods are a tenth of its time. */
export function outcomesByItem({ matrix, calls, completed, failed }: OutcomeMatrix): readonly ItemOutcomes[] {
  const { items, itemCount } = matrix;
  const called = groupColumns(itemCount);
  const known = groupColumns(itemCount);
  const succeeded = new Uint32Array(itemCount);
  for (let cell = 0; cell < items.length; cell += 1) {
    const item = items[cell] ?? 0;
    const all = calls[cell] ?? 0;
    const successes = completed[cell] ?? 0;
    const outcomes = successes + (failed[cell] ?? 0);
    if (all > 0) {
      called.users[item] = (called.users[item] ?? 0) + 1;
      called.counts[item] = (called.counts[item] ?? 0) + all;
      if (all > (called.largest[item] ?? 0)) called.largest[item] = all;
    }
    if (outcomes > 0) {
      known.users[item] = (known.users[item] ?? 0) + 1;
      known.counts[item] = (known.counts[item] ?? 0) + outcomes;
      if (outcomes > (known.largest[item] ?? 0)) known.largest[item] = outcomes;
    }
    succeeded[item] = (succeeded[item] ?? 0) + successes;
  }
  return Array.from(succeeded, (successes, item) => ({
    calls: groupOf(called, item),
    outcomes: { ...groupOf(known, item), completed: successes },
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

/** By item: who gave anything, how much all gave, and the most that one gave. */
type GroupColumns = { readonly users: Uint32Array; readonly counts: Uint32Array; readonly largest: Uint32Array };

function groupColumns(itemCount: number): GroupColumns {
  return {
    users: new Uint32Array(itemCount),
    counts: new Uint32Array(itemCount),
    largest: new Uint32Array(itemCount),
  };
}

function groupOf({ users, counts, largest }: GroupColumns, item: number): FigureGroup {
  return { users: users[item] ?? 0, count: counts[item] ?? 0, largest: largest[item] ?? 0 };
}
