import { createHash } from 'node:crypto';
import { parseTimestampMs, toTimestamp, type SkillEvent } from '@skills/schema';

/**
 * Call id of an event that brings none: a hash of what it says, so that importing the same event again adds nothing,
 * whatever the format, the order of its keys, and the way its time is written.
 *
 * @example
 * toSkillInvocation(event, contentCallId(event));
 */
export function contentCallId(event: SkillEvent): string {
  const { eventId: _, invokedAt, completed, ...rest } = event;
  const atMs = parseTimestampMs(invokedAt);
  const content = { ...rest, completed, invokedAt: atMs === undefined ? invokedAt : toTimestamp(atMs) };
  return `content:${createHash('sha256').update(canonicalJson(content)).digest('base64url')}`;
}

/** JSON with sorted keys; at the top, a field that is null says no more than one that is absent. */
function canonicalJson(event: Readonly<Record<string, unknown>>): string {
  const known = Object.entries(event).filter(([, value]) => value !== null && value !== undefined);
  return JSON.stringify(sortedByKey(Object.fromEntries(known)));
}

function sortedByKey(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedByKey);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  // An array of pairs, because an object would put keys that look like numbers first.
  return { pairs: entries.map(([key, item]) => [key, sortedByKey(item)]) };
}
