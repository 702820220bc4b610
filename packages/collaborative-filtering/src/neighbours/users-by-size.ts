import type { InteractionMatrix } from '../matrix/interaction-matrix.ts';

/** Users of one number of items lie from position `start` to before `end`. */
export type SizeGroup = { readonly size: number; readonly start: number; readonly end: number };

export type UsersBySize = {
  /** Without the users of no item. */
  readonly groups: readonly SizeGroup[];
  /** User at each position; within a group ascending. */
  readonly users: Uint32Array;
};

/** Users in the order of how many items they have. */
export function usersBySize({ users: userCount, offsets }: InteractionMatrix): UsersBySize {
  let most = 0;
  for (let user = 0; user < userCount; user += 1) most = Math.max(most, sizeOf(offsets, user));
  const starts = new Uint32Array(most + 2);
  for (let user = 0; user < userCount; user += 1) {
    const size = sizeOf(offsets, user);
    starts[size + 1] = (starts[size + 1] ?? 0) + 1;
  }
  for (let size = 0; size <= most; size += 1) starts[size + 1] = (starts[size + 1] ?? 0) + (starts[size] ?? 0);
  const groups: SizeGroup[] = [];
  for (let size = 1; size <= most; size += 1) {
    const start = starts[size] ?? 0;
    const end = starts[size + 1] ?? 0;
    if (end > start) groups.push({ size, start, end });
  }
  const users = new Uint32Array(userCount);
  for (let user = 0; user < userCount; user += 1) {
    const size = sizeOf(offsets, user);
    const position = starts[size] ?? 0;
    users[position] = user;
    starts[size] = position + 1;
  }
  return { groups, users };
}

function sizeOf(offsets: Uint32Array, user: number): number {
  return (offsets[user + 1] ?? 0) - (offsets[user] ?? 0);
}
