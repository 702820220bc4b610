import type { LoggedRun } from '../src/workflow-executions/workflow-run.ts';

/** What one skill did in one run. */
export type LoggedStep = Pick<
  LoggedRun,
  'sessionId' | 'workflowName' | 'projectId' | 'userId' | 'endedAtMs' | 'succeeded'
> & {
  readonly skillName: string;
  readonly firstAtMs: number;
};

/** Runs as a database puts them together, the steps of each in the order given. */
export function runsOfSteps(steps: readonly LoggedStep[]): readonly LoggedRun[] {
  const groups = Map.groupBy(steps, ({ sessionId, workflowName }) => `${sessionId} ${workflowName}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { sessionId, workflowName, projectId, userId } = first;
    const known = group.filter(({ succeeded }) => succeeded !== null);
    return [
      {
        sessionId,
        workflowName,
        projectId,
        userId,
        startedAtMs: Math.min(...group.map(({ firstAtMs }) => firstAtMs)),
        endedAtMs: Math.max(...group.map(({ endedAtMs }) => endedAtMs)),
        succeeded: known.length === 0 ? null : known.every(({ succeeded }) => succeeded === true),
        steps: group.map(({ skillName, succeeded }) => ({ skillName, succeeded })),
      },
    ];
  });
}
