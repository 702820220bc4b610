import type { SessionResult } from '@skills/schema';
import { toolKinds } from '../workflow/tool-kinds.ts';

/** When a session's first call began and its last one ended, UTC epoch milliseconds; `null` without calls. */
export function spanOfCalls({
  events,
}: Pick<SessionResult, 'events'>): { readonly startMs: number; readonly endMs: number } | null {
  const [first] = events;
  if (first === undefined) return null;
  const endMs = events.reduce(
    (end, { invokedAt, durationSeconds }) => Math.max(end, Date.parse(invokedAt) + (durationSeconds ?? 0) * 1_000),
    0,
  );
  return { startMs: Date.parse(first.invokedAt), endMs };
}

/** Skills in the order of their calls, each run of one once; tools are passed over. */
export function sequenceOfSkills({ events }: Pick<SessionResult, 'events'>): string[] {
  return events
    .filter(({ kind }) => !toolKinds.has(kind))
    .map(({ skillName }) => skillName)
    .filter((name, index, names) => name !== names[index - 1]);
}
