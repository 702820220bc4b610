/** How much a call of the past speaks for using its skill in a phase, in [0, 1]. */
export type PhaseBoost = number;

type PastCall = { readonly completed: boolean | null; readonly workflowPhase: string | null };

/**
 * Success in the same phase counts most and failure in it half; another phase counts less than either, because even a
 * failure shows that the skill belongs there. Without a phase to look for, every call counts the same.
 *
 * @example
 * workflowPhaseBoost({ completed: true, workflowPhase: 'setup' }, 'setup'); // 1
 */
export function workflowPhaseBoost(call: PastCall, workflowPhase: string | undefined): PhaseBoost {
  if (workflowPhase === undefined) return 1;
  if (call.workflowPhase === null) return 0;
  if (call.workflowPhase !== workflowPhase) return 0.3;
  if (call.completed === null) return 0.75;
  return call.completed ? 1 : 0.5;
}
