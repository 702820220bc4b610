import type { RunStep, WorkflowRun } from './workflow-run.ts';

/** A run beside one skill: how all else in it ended. */
export type JudgedRun = {
  readonly completed: boolean;
  readonly projectId: string;
  /** Runs of one project, with a like number of other skills, from one kind of source. */
  readonly stratum: string;
};

/** Steps of a run by outcome. */
export type StepCounts = { readonly steps: number; readonly completed: number; readonly failed: number };

/** Runs with as many other skills are alike up to these numbers. */
const sizeLimits = [1, 2, 4, 7];

export function stepCounts(steps: readonly RunStep[]): StepCounts {
  let [completed, failed] = [0, 0];
  for (const { succeeded } of steps) {
    if (succeeded === true) completed += 1;
    else if (succeeded === false) failed += 1;
  }
  return { steps: steps.length, completed, failed };
}

/** What is left when one step is not looked at. */
export function withoutStep({ steps, completed, failed }: StepCounts, { succeeded }: RunStep): StepCounts {
  return {
    steps: steps - 1,
    completed: completed - (succeeded === true ? 1 : 0),
    failed: failed - (succeeded === false ? 1 : 0),
  };
}

/**
 * @param others - of the run's steps, those that count
 * @returns `undefined` when nothing is known of how they ended
 */
export function judgedRun(
  run: Pick<WorkflowRun, 'source' | 'status' | 'projectId'>,
  others: StepCounts,
): JudgedRun | undefined {
  const isLogged = run.source === 'log';
  const status = isLogged && run.status !== 'running' ? statusOf(others) : run.status;
  if (status !== 'completed' && status !== 'failed') return undefined;
  const judged = isLogged ? others.completed + others.failed : others.steps;
  const size = sizeLimits.findIndex((limit) => judged <= limit);
  const projectId = run.projectId ?? '';
  return { completed: status === 'completed', projectId, stratum: `${size} ${run.source} ${projectId}` };
}

/** One skill whose last known call failed fails the run. */
function statusOf({ completed, failed }: StepCounts): 'completed' | 'failed' | null {
  if (failed > 0) return 'failed';
  return completed > 0 ? 'completed' : null;
}
