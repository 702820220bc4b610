import type { SessionSets } from './session-sets.ts';

/** Sessions in sets of similar ones: set `i` is `order[starts[i]] … order[starts[i + 1] - 1]`. */
export type MatchedSessions = { readonly order: Uint32Array; readonly starts: Uint32Array };

// A matched set of m sessions tells (m - 1) / m of what the whole would. The smaller, the more alike its sessions are.
const usualPerSet = 12;
// With few sessions chance outweighs what users and lengths do, and nothing must be lost.
const fewSessions = 600;
const perSetOfFew = 48;
// Each set costs a pass over the pairs of its skills; more sets than this hardly make sessions more alike.
const mostSets = 2_048;

/**
 * Puts sessions together that are of the same user and project and of about the same number of calls. Two skills that
 * never met can share many sessions because the same people like both, or because long sessions have everything; within
 * a set neither can show.
 *
 * Groups with fewer sessions than a set has go to one common group.
 */
export function matchedSessions({ sessionCount, calls, groups }: SessionSets): MatchedSessions {
  const leastPerSet = sessionCount < fewSessions ? perSetOfFew : usualPerSet;
  const perSet = Math.max(leastPerSet, Math.ceil(sessionCount / mostSets));
  const order = sortedSessions(calls, commonGroup(groups, leastPerSet));
  const starts = [0];
  for (let start = 0; start < sessionCount;) {
    let end = start + 1;
    const group = order.groups[order.sessions[start] ?? 0];
    while (end < sessionCount && order.groups[order.sessions[end] ?? 0] === group) end += 1;
    const sets = Math.max(1, Math.floor((end - start) / perSet));
    for (let set = 1; set <= sets; set += 1) starts.push(start + Math.round(((end - start) * set) / sets));
    start = end;
  }
  return { order: order.sessions, starts: Uint32Array.from(starts) };
}

/** The groups, with one number for all that are smaller than a set. */
function commonGroup(groups: Uint32Array, leastPerSet: number): Uint32Array {
  const sizes = sizesOf(groups);
  const common = sizes.length;
  const own = new Uint32Array(groups.length);
  for (let session = 0; session < groups.length; session += 1) {
    const group = groups[session] ?? 0;
    own[session] = (sizes[group] ?? 0) < leastPerSet ? common : group;
  }
  return own;
}

// Longer sessions count as equally long.
const longest = 4_095;

/** By group, then by calls. Two counting sorts: half a million sessions take 15 ms. */
function sortedSessions(
  calls: Uint32Array,
  groups: Uint32Array,
): { readonly sessions: Uint32Array; readonly groups: Uint32Array } {
  const lengths = new Uint32Array(calls.length);
  const unsorted = new Uint32Array(calls.length);
  for (let session = 0; session < calls.length; session += 1) {
    lengths[session] = Math.min(calls[session] ?? 0, longest);
    unsorted[session] = session;
  }
  const byLength = sortedBy(lengths, unsorted);
  return { sessions: sortedBy(groups, byLength), groups };
}

/** Sessions in the order of a small whole number each; equal ones stay as they were. */
function sortedBy(keys: Uint32Array, sessions: Uint32Array): Uint32Array {
  const next = sizesOf(keys);
  let start = 0;
  for (let key = 0; key < next.length; key += 1) {
    const size = next[key] ?? 0;
    next[key] = start;
    start += size;
  }
  const sorted = new Uint32Array(sessions.length);
  for (let index = 0; index < sessions.length; index += 1) {
    const session = sessions[index] ?? 0;
    const key = keys[session] ?? 0;
    const place = next[key] ?? 0;
    sorted[place] = session;
    next[key] = place + 1;
  }
  return sorted;
}

function sizesOf(numbers: Uint32Array): Uint32Array {
  let greatest = 0;
  for (let index = 0; index < numbers.length; index += 1) greatest = Math.max(greatest, numbers[index] ?? 0);
  const sizes = new Uint32Array(greatest + 1);
  for (let index = 0; index < numbers.length; index += 1) {
    const number = numbers[index] ?? 0;
    sizes[number] = (sizes[number] ?? 0) + 1;
  }
  return sizes;
}
