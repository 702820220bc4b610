import type { OutcomeMatrix } from '../matrix/outcome-matrix.ts';
import type { FigureGroup } from '../baselines/skill-use.ts';

/** One item over all users. */
export type ItemOutcomes = {
  readonly calls: FigureGroup;
  /** Calls of known outcome. */
  readonly outcomes: FigureGroup & { readonly completed: number };
};

export function outcomesByItem({ matrix, calls, completed, failed }: OutcomeMatrix): readonly ItemOutcomes[] {
  const sums = Array.from({ length: matrix.itemCount }, () => ({
    calls: { users: 0, count: 0, largest: 0 },
    outcomes: { users: 0, count: 0, largest: 0, completed: 0 },
  }));
  for (let cell = 0; cell < matrix.items.length; cell += 1) {
    const sum = sums[matrix.items[cell] ?? -1];
    if (sum === undefined) continue;
    addUser(sum.calls, calls[cell] ?? 0);
    const succeeded = completed[cell] ?? 0;
    addUser(sum.outcomes, succeeded + (failed[cell] ?? 0));
    sum.outcomes.completed += succeeded;
  }
  return sums;
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

function addUser(group: { users: number; count: number; largest: number }, count: number): void {
  if (count === 0) return;
  group.users += 1;
  group.count += count;
  group.largest = Math.max(group.largest, count);
}
