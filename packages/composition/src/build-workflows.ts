import {
  SessionInsights,
  SessionReport,
  SkillRanking,
  WorkflowExecutions,
  WorkflowOptimiser,
  WorkflowRecording,
} from '@skills/services';
import {
  ProjectRepository,
  SessionRepository,
  SkillRollupRepository,
  UsualSessionRepository,
  WorkflowExecutionRepository,
  WorkflowLogRepository,
} from '@skills/storage';
import type { SqlEngine } from '@skills/storage';
import type { Workflows } from './composition.ts';
import { workflowRuns } from './workflow-runs.ts';

/** Runs of workflows, and what sessions show, in an open database. */
export function buildWorkflows(engine: SqlEngine, now: () => number): Workflows {
  const runs = workflowRuns(engine);
  const projects = new ProjectRepository({ engine });
  return {
    executions: new WorkflowExecutions({ runs, now }),
    optimiser: new WorkflowOptimiser({ runs, projects: new WorkflowLogRepository({ engine }), now }),
    recording: new WorkflowRecording({ store: new WorkflowExecutionRepository({ engine }), now }),
    insights: new SessionInsights({
      ranking: new SkillRanking({ rollups: new SkillRollupRepository({ engine }) }),
      sessions: new SessionReport({ sessions: new SessionRepository({ engine }) }),
      usual: new UsualSessionRepository({ engine }),
      now,
    }),
    projectIdOf: async (text) => (await projects.resolveProject(text)).projectId,
  };
}
