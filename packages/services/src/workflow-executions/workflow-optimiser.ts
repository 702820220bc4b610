import type { RollupWindow, WorkflowObservation, WorkflowSuggestResult } from '@skills/schema';
import { resultWindow } from '../result-window.ts';
import { mostCommonSequence } from './fastest-sequences.ts';
import { type ObservedSkill, observedSkills } from './observed-skills.ts';
import { type ProjectSkills, similarProjects } from './similar-projects.ts';
import { noSuchWorkflow } from './workflow-executions.ts';
import { loadRuns, type RunSource } from './workflow-run.ts';

export type WorkflowOptimiserDependencies = {
  readonly runs: RunSource;
  readonly projects: { skillsOfProjects(window: RollupWindow): Promise<readonly ProjectSkills[]> };
  readonly now: () => number;
};

export type SuggestQuestion = {
  readonly window: RollupWindow;
  readonly workflowName: string;
  /** What is going to run; the sequence that most runs had when left out. */
  readonly planned?: readonly string[] | undefined;
  /** Looks at this project and at those like it only. */
  readonly projectId?: string | undefined;
};

const minRuns = 10;
/** Of the suggestions at most 1 in 20 is expected to be chance. */
const mostQ = 0.05;

/** What runs with and without a skill say about keeping it, dropping it or adding it. They are observations only. */
export class WorkflowOptimiser {
  readonly #dependencies: WorkflowOptimiserDependencies;

  constructor(dependencies: WorkflowOptimiserDependencies) {
    this.#dependencies = dependencies;
  }

  /** @throws {SkillsError} 'not-found' when the workflow did not run in the window */
  async suggest({ window, workflowName, planned, projectId }: SuggestQuestion): Promise<WorkflowSuggestResult> {
    const { runs: source, projects, now } = this.#dependencies;
    const all = await loadRuns(source, { window, workflowName, nowMs: now() });
    if (all.length === 0) throw noSuchWorkflow(workflowName);
    const similar = projectId === undefined ? [] : similarProjects(await projects.skillsOfProjects(window), projectId);
    const asked = new Set([projectId, ...similar.map((project) => project.projectId)]);
    const runs = all.filter((run) => projectId === undefined || asked.has(run.projectId ?? undefined));
    const plan = planned ?? mostCommonSequence(runs);
    const observed = observedSkills(runs, minRuns);
    return {
      window: resultWindow(window),
      workflowName,
      planned: [...plan],
      isPlanGiven: planned !== undefined,
      runs: runs.filter(({ status }) => status === 'completed' || status === 'failed').length,
      similarProjects: [...similar],
      minRuns,
      judgedSkills: observed.length,
      suggestions: observed.flatMap((skill) => suggestion(skill, plan)).toSorted(byWeight),
    };
  }
}

/** A skill outside the plan that runs do worse with needs no word. */
function suggestion(skill: ObservedSkill, plan: readonly string[]): readonly WorkflowObservation[] {
  const isPlanned = plan.includes(skill.skillName);
  const isBetter = skill.adjustedDifference > 0;
  if (skill.qValue > mostQ || (!isPlanned && !isBetter)) return [];
  const action = isPlanned ? (isBetter ? 'keep' : 'drop') : 'add';
  return [{ kind: 'observation', action, ...skill }];
}

function byWeight(a: WorkflowObservation, b: WorkflowObservation): number {
  return Math.abs(b.adjustedDifference) - Math.abs(a.adjustedDifference) || (a.skillName < b.skillName ? -1 : 1);
}
