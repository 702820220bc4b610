import type { RunSource } from '@skills/services';
import { refreshWorkflowRuns, WorkflowExecutionRepository, WorkflowLogRepository } from '@skills/storage';
import type { SqlEngine } from '@skills/storage';

/** Runs that were recorded, and runs that the log tells of: those are brought up to date where the database can be written. */
export function workflowRuns(engine: SqlEngine): RunSource {
  const recorded = new WorkflowExecutionRepository({ engine });
  const log = new WorkflowLogRepository({ engine });
  return {
    executions: (window) => recorded.executions(window),
    async runs(window, selection) {
      await refreshWorkflowRuns(engine);
      return log.runs(window, selection);
    },
  };
}
