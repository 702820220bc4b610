import type {
  ABTestConfig,
  ABTestOutcome,
  Experiment,
  ExperimentAnalysisResult,
  ExperimentArm,
  ExperimentAssignResult,
  ExperimentListResult,
  ExperimentPlanResult,
  ExperimentRecordResult,
  ExperimentStatusResult,
  UserOutcome,
} from '@skills/schema';
import { parseTimestampMs, SkillsError, toTimestamp } from '@skills/schema';
import { analysisResult } from './analysis-result.ts';
import { assignedArm } from './assigned-arm.ts';
import { toExperimentOutcome } from './experiment-outcome.ts';
import { experimentPhase, requireRunning } from './experiment-phase.ts';
import type { PlanQuestion } from './experiment-plan.ts';
import { experimentPlan, usersNeededByLog } from './experiment-plan.ts';
import type { ExperimentEvents, ExperimentStore, ExperimentUnitStore } from './experiment-ports.ts';
import type { UserIdentity } from '../recommendations/recommendation-ports.ts';
import { listResult } from './list-result.ts';
import { loadUnits } from './load-units.ts';
import { requireFraction, toNewExperiment } from './new-experiment.ts';
import { statusResult } from './status-result.ts';
import type { StoredUser } from './stored-users.ts';
import { storedUsers } from './stored-users.ts';

const dayMs = 86_400_000;
const defaultPlanDays = 30;

export type ABTestFrameworkDependencies = {
  readonly experiments: ExperimentStore;
  readonly units: ExperimentUnitStore;
  readonly events: ExperimentEvents;
  /** Of this purpose: what is told of a user here cannot be joined with what is told elsewhere. */
  readonly identity: UserIdentity;
  /** UTC epoch milliseconds. */
  readonly now: () => number;
};

/** The id of an experiment, or its name; the digits of an id do, where no experiment has them for a name. */
export type TestReference = number | string;

export type ResumeOptions = {
  /** ISO 8601. */
  readonly endDate?: string | undefined;
  readonly assignmentRatio?: number | undefined;
};

/** Experiments on skills: who gets which strategy, what came of it, and what may be concluded. */
export class ABTestFramework {
  readonly #experiments: ExperimentStore;
  readonly #units: ExperimentUnitStore;
  readonly #events: ExperimentEvents;
  readonly #identity: UserIdentity;
  readonly #now: () => number;

  constructor({ experiments, units, events, identity, now }: ABTestFrameworkDependencies) {
    this.#experiments = experiments;
    this.#units = units;
    this.#events = events;
    this.#identity = identity;
    this.#now = now;
  }

  /**
   * @param assignmentRatio - share of control; by default that of the configuration
   * @returns the id of the experiment
   * @throws {SkillsError} 'invalid-input', naming the value or the name that is taken
   */
  async createTest(config: ABTestConfig, assignmentRatio?: number): Promise<number> {
    const experiment = toNewExperiment(assignmentRatio === undefined ? config : { ...config, assignmentRatio });
    return this.#experiments.create(experiment, this.#now());
  }

  /**
   * How many users an experiment would take, from the log when a skill is named.
   *
   * @throws {SkillsError} 'invalid-input', naming the value, or when the log has too few users
   */
  async planTest(question: PlanQuestion): Promise<ExperimentPlanResult> {
    const { skillName, skillKind = null, days = defaultPlanDays } = question;
    if (skillName === undefined) return experimentPlan(question, undefined);
    const nowMs = this.#now();
    const counted = { fromMs: nowMs - days * dayMs, untilMs: nowMs + 1 };
    return experimentPlan(question, await this.#events.unitsOfSkill({ skillName, skillKind }, counted));
  }

  /**
   * The group of a user: the one that was given first, else by GrowthBook's hash of the seed and the user id.
   *
   * @throws {SkillsError} 'not-found' | 'invalid-input' when the experiment does not run now
   */
  async assignUserToGroup(test: TestReference, userId: string): Promise<ExperimentArm> {
    const { assignments } = await this.assignUsers(test, [userId]);
    const [assignment] = assignments;
    if (assignment === undefined) throw new RangeError(`assignUserToGroup got no group for user ${userId}`);
    return assignment.group;
  }

  /** Many users at once, all or none. */
  async assignUsers(test: TestReference, userIds: readonly string[]): Promise<ExperimentAssignResult> {
    const experiment = await this.#find(test);
    const nowMs = this.#now();
    requireAssignable(experiment);
    requireRunning(experiment, nowMs);
    const stored = await this.#storedUsers(experiment, userIds);
    const wanted = stored.map(({ userId, storedId, assignment }) => ({
      userId: storedId,
      arm: assignment?.arm ?? assignedArm(experiment, userId),
      assignedAtMs: assignment?.assignedAtMs ?? nowMs,
    }));
    const isNew = new Set(stored.flatMap(({ storedId, assignment }) => (assignment === undefined ? [storedId] : [])));
    const added = wanted.filter(({ userId }) => isNew.has(userId));
    const now = added.length === 0 ? new Map<string, never>() : await this.#units.assign(experiment.testId, added);
    const assignments = wanted.map((assignment) => {
      const { userId, arm, assignedAtMs } = now.get(assignment.userId) ?? assignment;
      const strategy = arm === 'control' ? experiment.controlStrategy : experiment.treatmentStrategy;
      const assignedAt = toTimestamp(assignedAtMs);
      return { userId: this.#identity.printedId(userId), group: arm, strategy, assignedAt, known: !isNew.has(userId) };
    });
    const { testId, testName } = experiment;
    const [only] = assignments;
    return assignments.length === 1 && only !== undefined
      ? { testId, testName, group: only.group, assignments }
      : { testId, testName, assignments };
  }

  /** @throws {SkillsError} 'not-found' | 'invalid-input' for a user outside the experiment or a value out of range */
  async recordOutcome(test: TestReference, userId: string, outcome: ABTestOutcome): Promise<void> {
    await this.recordOutcomes(test, [{ ...outcome, userId }]);
  }

  /** Many outcomes at once, all or none. */
  async recordOutcomes(test: TestReference, outcomes: readonly UserOutcome[]): Promise<ExperimentRecordResult> {
    const experiment = await this.#find(test);
    const { testId, testName } = experiment;
    requireAssignable(experiment);
    if (experiment.settings.outcomesFrom === 'events') {
      throw new SkillsError('invalid-input', `experiment ${testName} takes its outcomes from the log of events`);
    }
    const nowMs = this.#now();
    requireRunning(experiment, nowMs);
    const userIds = [...new Set(outcomes.map(({ userId }) => userId))];
    const stored = new Map((await this.#storedUsers(experiment, userIds)).map((entry) => [entry.userId, entry]));
    const checked = outcomes.map(({ userId, ...outcome }, index) => {
      const entry = stored.get(userId);
      if (entry?.assignment === undefined) {
        const printed = this.#identity.printedId(entry?.storedId ?? userId);
        throw new SkillsError(
          'invalid-input',
          `outcome ${index + 1}: user ${printed} is not in experiment ${testName}`,
        );
      }
      const complete = toExperimentOutcome(experiment, entry.storedId, { outcome, nowMs });
      requireRunning(experiment, complete.recordedAtMs);
      return complete;
    });
    await this.#units.record(testId, checked);
    return { testId, testName, recorded: checked.length };
  }

  /** @throws {SkillsError} 'not-found' */
  async analyzeResults(test: TestReference): Promise<ExperimentAnalysisResult> {
    const experiment = await this.#find(test);
    const nowMs = this.#now();
    return analysisResult(experiment, await this.#load(experiment, nowMs), nowMs);
  }

  /** @throws {SkillsError} 'not-found' */
  async getTestStatus(test: TestReference): Promise<ExperimentStatusResult> {
    const experiment = await this.#find(test);
    const nowMs = this.#now();
    const status = statusResult(experiment, await this.#load(experiment, nowMs), nowMs);
    if (status.power.usersNeeded !== null) return status;
    return { ...status, power: { ...status.power, usersNeeded: await this.#usersNeededByLog(experiment) } };
  }

  /** The newest first. */
  async listTests(): Promise<ExperimentListResult> {
    const nowMs = this.#now();
    const [experiments, counts] = await Promise.all([this.#experiments.list(), this.#units.counts()]);
    return listResult(experiments, counts, nowMs);
  }

  /**
   * Ends an experiment now: nobody is assigned and nothing recorded from here on.
   *
   * @throws {SkillsError} 'not-found' | 'invalid-input' when it does not run
   */
  async stopTest(test: TestReference): Promise<void> {
    const experiment = await this.#find(test);
    const nowMs = this.#now();
    const phase = experimentPhase(experiment, nowMs);
    if (phase === 'stopped' || phase === 'completed') {
      throw new SkillsError('invalid-input', `experiment ${experiment.testName} is ${phase} already`);
    }
    await this.#experiments.change(experiment, { ...experiment, status: 'stopped', endMs: nowMs });
  }

  /**
   * Lets a stopped experiment go on; what happened in between does not count.
   *
   * @param options - a new end, where the planned one has passed; another share of control for users to come
   * @throws {SkillsError} 'not-found' | 'invalid-input' when it is not stopped, or would be over
   */
  async resumeTest(test: TestReference, options: ResumeOptions = {}): Promise<void> {
    const { endDate, assignmentRatio } = options;
    if (assignmentRatio !== undefined) requireFraction('assignmentRatio', assignmentRatio);
    const experiment = await this.#find(test);
    const { testName, status, settings } = experiment;
    const nowMs = this.#now();
    if (status !== 'stopped') {
      throw new SkillsError(
        'invalid-input',
        `experiment ${testName} is ${experimentPhase(experiment, nowMs)}, not stopped`,
      );
    }
    const endMs = endDate === undefined ? settings.plannedEndMs : parseTimestampMs(endDate);
    if (endMs === undefined || (endMs !== null && endMs <= nowMs)) {
      throw new SkillsError(
        'invalid-input',
        `experiment ${testName}: its end ${endDate ?? toTimestamp(endMs ?? nowMs)} is no time to come`,
      );
    }
    const stoppedMs = experiment.endMs ?? nowMs;
    await this.#experiments.change(experiment, {
      ...experiment,
      status: 'running',
      endMs,
      assignmentRatio: assignmentRatio ?? experiment.assignmentRatio,
      settings: {
        ...settings,
        ratios: withRatio(settings.ratios, nowMs, assignmentRatio),
        plannedEndMs: endMs,
        pauses: [...settings.pauses, { fromMs: stoppedMs, untilMs: Math.max(stoppedMs, nowMs) }],
      },
    });
  }

  /**
   * Another share of control for users to come. Nobody who is assigned moves.
   *
   * @throws {SkillsError} 'not-found' | 'invalid-input'
   */
  async changeRatio(test: TestReference, assignmentRatio: number): Promise<void> {
    requireFraction('assignmentRatio', assignmentRatio);
    const experiment = await this.#find(test);
    requireAssignable(experiment);
    const ratios = withRatio(experiment.settings.ratios, this.#now(), assignmentRatio);
    await this.#experiments.change(experiment, {
      ...experiment,
      assignmentRatio,
      settings: { ...experiment.settings, ratios },
    });
  }

  /** Before an experiment has outcomes, by the calls in the time before it. */
  async #usersNeededByLog(experiment: Experiment): Promise<number | null> {
    const { skillName, skillKind, minimumEffect } = experiment.settings;
    if (skillName === null || minimumEffect === null) return null;
    const counted = { fromMs: experiment.startMs - defaultPlanDays * dayMs, untilMs: experiment.startMs };
    return usersNeededByLog(experiment, await this.#events.unitsOfSkill({ skillName, skillKind }, counted));
  }

  async #find(test: TestReference): Promise<Experiment> {
    const named = await this.#experiments.find(test);
    const isNumber = typeof test === 'string' && /^\d{1,15}$/.test(test);
    const experiment = named ?? (isNumber ? await this.#experiments.find(Number(test)) : undefined);
    if (experiment === undefined) throw new SkillsError('not-found', `no experiment ${test}`);
    return experiment;
  }

  async #storedUsers(experiment: Experiment, userIds: readonly string[]): Promise<readonly StoredUser[]> {
    return storedUsers(experiment, userIds, { units: this.#units, identity: this.#identity });
  }

  async #load(experiment: Experiment, nowMs: number): ReturnType<typeof loadUnits> {
    return loadUnits(experiment, { units: this.#units, events: this.#events }, nowMs);
  }
}

type Ratios = Experiment['settings']['ratios'];

function withRatio(ratios: Ratios, fromMs: number, ratio: number | undefined): Ratios {
  return ratio === undefined ? ratios : [...ratios, { fromMs, ratio }];
}

function requireAssignable({ testName, settings }: Experiment): void {
  if (settings.design === 'randomised') return;
  throw new SkillsError('invalid-input', `experiment ${testName} is observational: nobody is assigned to it`);
}
