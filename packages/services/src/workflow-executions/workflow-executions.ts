import {
  type RollupWindow,
  SkillsError,
  type WorkflowExecutionsResult,
  type WorkflowShowResult,
  type WorkflowStatus,
} from '@skills/schema';
import { resultWindow } from '../result-window.ts';
import { fastestSequences, mostCommonOfFastest } from './fastest-sequences.ts';
import { runCounts, workflowSummary } from './run-counts.ts';
import { executionRow, loadRuns, type RunSource, type WorkflowRun } from './workflow-run.ts';

export type WorkflowExecutionsDependencies = { readonly runs: RunSource; readonly now: () => number };

export type ExecutionsQuestion = {
  readonly window: RollupWindow;
  readonly limit: number;
  readonly workflowName?: string | undefined;
  readonly projectId?: string | undefined;
  readonly status?: WorkflowStatus | undefined;
};

export type WorkflowQuestion = Pick<ExecutionsQuestion, 'window' | 'projectId' | 'limit'> & {
  readonly workflowName: string;
};

const minRunsOfSequence = 3;

/** How workflows ran: those that were recorded, and those whose calls name them. */
export class WorkflowExecutions {
  readonly #runs: RunSource;
  readonly #now: () => number;

  constructor({ runs, now }: WorkflowExecutionsDependencies) {
    this.#runs = runs;
    this.#now = now;
  }

  async list(question: ExecutionsQuestion): Promise<WorkflowExecutionsResult> {
    const { window, limit, status } = question;
    const runs = await this.#matching(question);
    const byName = Map.groupBy(runs, ({ workflowName }) => workflowName);
    return {
      window: resultWindow(window),
      workflows: [...byName]
        .map(([name, group]) => workflowSummary(name, group))
        .toSorted((a, b) => b.runs - a.runs || (a.workflowName < b.workflowName ? -1 : 1)),
      executions: runs
        .filter((run) => status === undefined || run.status === status)
        .toReversed()
        .slice(0, limit)
        .map(executionRow),
    };
  }

  /** @throws {SkillsError} 'not-found' when it did not run in the window */
  async show(question: WorkflowQuestion): Promise<WorkflowShowResult> {
    const { window, workflowName, limit } = question;
    const runs = await this.#matching(question);
    if (runs.length === 0) throw noSuchWorkflow(workflowName);
    const bySkill = runsBySkill(runs);
    return {
      window: resultWindow(window),
      workflow: workflowSummary(workflowName, runs),
      skills: [...bySkill]
        .map(([skillName, group]) => Object.assign({ skillName }, runCounts(group)))
        .toSorted((a, b) => b.runs - a.runs || (a.skillName < b.skillName ? -1 : 1))
        .slice(0, limit),
      fastestSequences: fastestSequences(runs, minRunsOfSequence).slice(0, limit),
      minRuns: minRunsOfSequence,
      mostCommonOfFastest: mostCommonOfFastest(runs),
    };
  }

  async #matching(
    question: Pick<ExecutionsQuestion, 'window' | 'workflowName' | 'projectId'>,
  ): Promise<readonly WorkflowRun[]> {
    const { window, workflowName, projectId } = question;
    const runs = await loadRuns(this.#runs, { window, workflowName, nowMs: this.#now() });
    return runs.filter((run) => projectId === undefined || run.projectId === projectId);
  }
}

export function noSuchWorkflow(workflowName: string): SkillsError {
  return new SkillsError('not-found', `no workflow ${JSON.stringify(workflowName)} ran in the window`);
}

function runsBySkill(runs: readonly WorkflowRun[]): ReadonlyMap<string, readonly WorkflowRun[]> {
  const groups = new Map<string, WorkflowRun[]>();
  for (const run of runs) {
    for (const { skillName } of run.steps) {
      const group = groups.get(skillName);
      if (group === undefined) groups.set(skillName, [run]);
      else group.push(run);
    }
  }
  return groups;
}
