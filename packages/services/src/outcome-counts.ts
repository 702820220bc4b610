import type { OutcomeCounts } from '@skills/schema';

export type KnownOutcomes = { readonly invocations: number; readonly completed: number; readonly failed: number };

/** The counts with the completion rate among the known outcomes; unknown ones are never failures. */
export function outcomeCounts({ invocations, completed, failed }: KnownOutcomes): OutcomeCounts {
  const known = completed + failed;
  return { invocations, completed, failed, completionRate: known === 0 ? null : completed / known };
}
