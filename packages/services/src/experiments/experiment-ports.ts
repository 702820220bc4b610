import type {
  Experiment,
  ExperimentAssignment,
  ExperimentOutcome,
  ExperimentUnits,
  NewExperiment,
  SkillKind,
} from '@skills/schema';

/** Experiments, wherever they are kept. */
export type ExperimentStore = {
  /** @throws {SkillsError} 'invalid-input' when there is one of that name */
  create(experiment: NewExperiment, createdAtMs: number): Promise<number>;
  find(reference: number | string): Promise<Experiment | undefined>;
  /** The newest first. */
  list(): Promise<readonly Experiment[]>;
  change(
    experiment: Experiment,
    next: Pick<Experiment, 'status' | 'endMs' | 'assignmentRatio' | 'settings'>,
  ): Promise<void>;
};

/** Who is in which arm, and the outcomes that were handed in. Each write is whole or not at all. */
export type ExperimentUnitStore = {
  /** By the id as stored. */
  assignments(testId: number, userIds: readonly string[]): Promise<ReadonlyMap<string, ExperimentAssignment>>;
  /** Everybody who is in any experiment, by the id as stored. */
  assignedUsers(): Promise<readonly string[]>;
  /** Who is in already keeps the arm. */
  assign(
    testId: number,
    assignments: readonly ExperimentAssignment[],
  ): Promise<ReadonlyMap<string, ExperimentAssignment>>;
  record(testId: number, outcomes: readonly ExperimentOutcome[]): Promise<void>;
  recordedUnits(testId: number): Promise<ExperimentUnits>;
  counts(): Promise<readonly { readonly testId: number; readonly control: number; readonly treatment: number }[]>;
};

type CountedTime = { readonly fromMs: number; readonly untilMs: number };

type SkillOfPlan = { readonly skillName: string; readonly skillKind: SkillKind | null };

/** Outcomes as the log of events has them. */
export type ExperimentEvents = {
  /** What the log knows of assigned users: calls since the assignment, where outcomes are of the log, and before it. */
  withCalls(experiment: Experiment, units: ExperimentUnits, counted: CountedTime): Promise<ExperimentUnits>;
  /** Everybody who called a skill, without an experiment: all in the control arm. */
  unitsOfSkill(skill: SkillOfPlan, counted: CountedTime): Promise<ExperimentUnits>;
  unitsOfVersions(experiment: Experiment, counted: CountedTime): Promise<ExperimentUnits>;
  unitsOfPeriods(experiment: Experiment, counted: CountedTime): Promise<ExperimentUnits>;
};
