import type { InvocationCompletion } from '@skills/schema';
import { longestDurationSeconds } from '../rollup/event-change.ts';
import type { EventFields } from './event-fields.ts';

/** What one or more completions say of a call, before the call's time is known. */
export type CompletionView = {
  /** 1, 0 or null. */
  readonly completed: number | null;
  /** UTC epoch milliseconds. */
  readonly endedAtMs: number | null;
  readonly durationSeconds: number | null;
  readonly errorType: string | null;
};

export function toCompletionView(completion: InvocationCompletion): CompletionView {
  return {
    completed: completion.completed === null ? null : Number(completion.completed),
    endedAtMs: completion.endedAtMs ?? null,
    durationSeconds: completion.durationSeconds ?? null,
    errorType: completion.errorType ?? null,
  };
}

/** The first view, with what it leaves open taken from the second. A second one that contradicts it changes nothing. */
export function mergeCompletions(first: CompletionView, second: CompletionView): CompletionView {
  if (first.completed !== null && second.completed !== null && first.completed !== second.completed) return first;
  return {
    completed: first.completed ?? second.completed,
    endedAtMs: first.endedAtMs ?? second.endedAtMs,
    durationSeconds: first.durationSeconds ?? second.durationSeconds,
    errorType: first.errorType ?? second.errorType,
  };
}

/**
 * The completion as a view of the call, to fill it with.
 *
 * @param call - the call as far as it is known
 * @param invokedAtMs - time of the call, UTC epoch milliseconds
 * @param errorTypeLabel - id of the completion's `errorType`
 */
export function viewOfCall(
  call: EventFields,
  completion: CompletionView,
  { invokedAtMs, errorTypeLabel }: { readonly invokedAtMs: number; readonly errorTypeLabel: number | null },
): EventFields {
  const { completed, endedAtMs, durationSeconds } = completion;
  const elapsedSeconds = endedAtMs === null ? null : elapsed(invokedAtMs, endedAtMs);
  return { ...call, completed, durationSeconds: durationSeconds ?? elapsedSeconds, errorTypeLabel };
}

/** Clocks of two sources differ, so an end before the begin is an instant; nothing runs longer than a year. */
function elapsed(fromMs: number, toMs: number): number {
  return Math.min(Math.max(0, toMs - fromMs) / 1000, longestDurationSeconds);
}
