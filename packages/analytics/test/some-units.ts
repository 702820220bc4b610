import type { ExperimentUnits } from '@skills/schema';
import { emptyTotals } from './empty-totals.ts';

/** What one user did; `before` is what the user did before the experiment. */
export type SomeUser = {
  readonly arm: 'control' | 'treatment';
  readonly user?: number;
  readonly outcomes?: number;
  readonly completed?: number;
  /** One per outcome. */
  readonly durations?: readonly number[];
  readonly ratings?: readonly number[];
  readonly isMixed?: boolean;
  readonly assignedAtMs?: number;
  readonly before?: { readonly outcomes: number; readonly completed: number };
};

/** Units of an experiment, user by user. */
export function someUnits(users: readonly SomeUser[]): ExperimentUnits {
  const totals = emptyTotals(users.length);
  const before = emptyTotals(users.length);
  users.forEach((user, index) => {
    const { durations = [], ratings = [] } = user;
    totals.outcomes[index] = user.outcomes ?? 0;
    totals.known[index] = user.outcomes ?? 0;
    totals.completed[index] = user.completed ?? 0;
    totals.durationCount[index] = durations.length;
    totals.durationSeconds[index] = durations.reduce((sum, seconds) => sum + seconds, 0);
    totals.ratingCount[index] = ratings.length;
    totals.ratingSum[index] = ratings.reduce((sum, rating) => sum + rating, 0);
    before.outcomes[index] = user.before?.outcomes ?? 0;
    before.known[index] = user.before?.outcomes ?? 0;
    before.completed[index] = user.before?.completed ?? 0;
  });
  return {
    user: Float64Array.from(users, ({ user }, index) => user ?? index),
    arm: Uint8Array.from(users, ({ arm }) => (arm === 'treatment' ? 1 : 0)),
    isMixed: Uint8Array.from(users, ({ isMixed }) => (isMixed === true ? 1 : 0)),
    assignedAtMs: Float64Array.from(users, ({ assignedAtMs }) => assignedAtMs ?? 0),
    totals,
    before: users.some((user) => user.before !== undefined) ? before : null,
  };
}

/** As many equal users. */
export function times(count: number, user: SomeUser): readonly SomeUser[] {
  return Array.from({ length: count }, () => user);
}

/** The same users with more fields, by their place. */
export function withFields(
  users: readonly SomeUser[],
  fieldsOf: (user: SomeUser, index: number) => Partial<SomeUser>,
): readonly SomeUser[] {
  const merged = (user: SomeUser, index: number): SomeUser => ({ ...user, ...fieldsOf(user, index) });
  return users.map((user, index) => merged(user, index));
}
