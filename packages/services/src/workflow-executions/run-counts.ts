import { median, wilsonScoreInterval } from '@skills/analytics';
import type { WorkflowSkillRow, WorkflowSummary } from '@skills/schema';
import type { WorkflowRun } from './workflow-run.ts';

export type RunCounts = Omit<WorkflowSkillRow, 'skillName'>;

/** How runs ended; those that still run, were cancelled or do not say are in no rate. */
export function runCounts(runs: readonly WorkflowRun[]): RunCounts {
  const completed = runs.filter(({ status }) => status === 'completed');
  const failed = runs.filter(({ status }) => status === 'failed').length;
  const known = completed.length + failed;
  const interval = known === 0 ? undefined : wilsonScoreInterval(completed.length, known);
  const durations = completed.flatMap(({ durationSeconds }) => (durationSeconds === null ? [] : [durationSeconds]));
  return {
    runs: runs.length,
    completed: completed.length,
    failed,
    successRate: known === 0 ? null : completed.length / known,
    successRateLower: interval?.lower ?? null,
    successRateUpper: interval?.upper ?? null,
    medianDurationSeconds: durations.length === 0 ? null : median(durations),
  };
}

export function workflowSummary(workflowName: string, runs: readonly WorkflowRun[]): WorkflowSummary {
  return {
    workflowName,
    ...runCounts(runs),
    running: runs.filter(({ status }) => status === 'running').length,
    cancelled: runs.filter(({ status }) => status === 'cancelled').length,
    projects: new Set(runs.flatMap(({ projectId }) => (projectId === null ? [] : [projectId]))).size,
  };
}
