import {
  type EventColumns,
  FeatureHistory,
  featureSchemaVersion,
  historyEvents,
  joinedColumns,
  scoreInterval,
  smoothedRate,
  smoothingWeight,
} from '@skills/analytics';
import {
  type PredictedFeature,
  type PredictResult,
  type PredictTrainResult,
  type SkillKind,
  SkillsError,
  toTimestamp,
} from '@skills/schema';
import { LoadedPredictor } from './loaded-predictor.ts';
import { type AskedMoment, predictedFeatures } from './predicted-features.ts';
import type { PredictionEvents, PredictionModels } from './predictor-ports.ts';
import { trainResult } from './train-result.ts';
import type { TrainingJob, TrainingOutcome } from './training-job.ts';
import { trainInThread } from './training-thread.ts';

export type SkillSuccessPredictorDependencies = {
  readonly events: PredictionEvents;
  readonly models: PredictionModels;
  /** How the log names a user. */
  readonly pseudonymOf: (userId: string) => string;
  /** UTC epoch milliseconds. */
  readonly now: () => number;
  /** In a thread of its own unless told otherwise. */
  readonly train?: (job: TrainingJob) => Promise<TrainingOutcome>;
};

export type TrainingRequest = {
  /** UTC epoch milliseconds, half open. Events before it are history. */
  readonly window: { readonly sinceMs: number; readonly untilMs: number };
  /** The same events and seed give the same model; 42 unless told otherwise. */
  readonly seed?: number | undefined;
};

export type SuccessQuestion = {
  readonly skillName: string;
  /** The kind with most calls unless told otherwise. */
  readonly kind?: SkillKind | undefined;
  readonly workflowPhase?: string | undefined;
  readonly userId?: string | undefined;
  readonly sessionId?: string | undefined;
  /** How old the session is; by its own first event unless told otherwise, 0 without a session. */
  readonly sessionLengthMinutes?: number | undefined;
  /** UTC epoch milliseconds; only what was known before it counts. */
  readonly atMs: number;
  /** Also says how much each feature contributes, which takes some ten milliseconds. */
  readonly isExplained?: boolean | undefined;
};

const defaultSeed = 42;

/** How likely a call is to succeed, from what was known before it. */
export class SkillSuccessPredictor {
  readonly #dependencies: SkillSuccessPredictorDependencies;
  #loaded: Promise<LoadedPredictor | undefined> | undefined;

  constructor(dependencies: SkillSuccessPredictorDependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * Learns from the events of a window, stores the model with its figures, and uses it from now on. With too little to
   * learn from nothing is stored, and the answer says why.
   *
   * @throws {RangeError} for a window whose end is not after its beginning
   */
  async trainModel({ window, seed = defaultSeed }: TrainingRequest): Promise<PredictTrainResult> {
    const { sinceMs, untilMs } = window;
    if (!(sinceMs >= 0 && sinceMs < untilMs && Number.isFinite(untilMs))) {
      throw new RangeError(`trainModel requires a window that ends after it begins, got ${sinceMs} to ${untilMs}`);
    }
    const { events, models, now, train = trainInThread } = this.#dependencies;
    const startedMs = performance.now();
    const pages: EventColumns[] = [];
    for await (const page of events.eventsBefore(untilMs)) pages.push(page);
    const outcome = await train({ events: joinedColumns(pages), window, seed });
    const trainedAtMs = now();
    const modelId =
      outcome.kind === 'prior'
        ? null
        : await models.save({
            trainedAtMs,
            sinceMs,
            untilMs,
            featureSchemaVersion,
            algorithm: outcome.figures.algorithm,
            samples: outcome.figures.samples,
            settings: JSON.stringify({ phases: await this.#phaseNames(outcome.phases) }),
            figures: JSON.stringify(outcome.figures),
            body: outcome.body,
          });
    this.#loaded = undefined;
    const durationSeconds = (performance.now() - startedMs) / 1000;
    return trainResult(outcome, { window, trainedAtMs, durationSeconds, modelId });
  }

  /**
   * The calibrated probability with its interval. Without a model it is the skill's smoothed rate, and `basis` says so.
   * The model that was trained last is loaded with the first question.
   *
   * @throws {SkillsError} 'not-found' when the skill was never called; as `LoadedPredictor` for a model that does not fit
   * @throws {RangeError} naming the value that is out of range
   */
  async predictSuccessProbability(question: SuccessQuestion): Promise<PredictResult> {
    const { events } = this.#dependencies;
    requireQuestion(question);
    const { skillName, kind, workflowPhase: phase, atMs, isExplained = false } = question;
    const skill = await events.skillNamed(skillName, kind);
    if (skill === undefined) throw new SkillsError('not-found', `no call of ${skillName} in the database`);
    const loaded = await (this.#loaded ??= this.#load());
    const moment = await this.#moment(skill.skillId, question, loaded);
    const shared = { skillName: skill.skillName, kind: skill.kind, at: toTimestamp(atMs) };
    if (loaded === undefined) return { ...shared, ...(await this.#prior(moment, atMs)) };
    const { probability, interval, features } = loaded.probabilityAt(moment.point, phase);
    const explanation = isExplained ? loaded.explanationOf(features) : undefined;
    return {
      ...shared,
      probability,
      ...interval,
      basis: 'model',
      reason: null,
      baseProbability: explanation?.base ?? loaded.successRate,
      features: predictedFeatures(
        moment,
        explanation === undefined ? undefined : { names: loaded.featureNames, explanation },
      ),
      modelId: loaded.modelId,
      trainedAt: toTimestamp(loaded.trainedAtMs),
    };
  }

  /** Value, meaning and contribution of each feature; contributions and `baseProbability` add up to the probability. */
  async getFeatureExplanation(question: SuccessQuestion): Promise<Readonly<Record<string, PredictedFeature>>> {
    return (await this.predictSuccessProbability({ ...question, isExplained: true })).features;
  }

  async #load(): Promise<LoadedPredictor | undefined> {
    const stored = await this.#dependencies.models.latest();
    return stored === undefined ? undefined : new LoadedPredictor(stored);
  }

  async #moment(skillId: number, question: SuccessQuestion, loaded: LoadedPredictor | undefined): Promise<AskedMoment> {
    const { events, pseudonymOf } = this.#dependencies;
    const { userId, sessionId, sessionLengthMinutes, workflowPhase: phase, atMs } = question;
    const pseudonym = userId === undefined ? undefined : pseudonymOf(userId);
    const ids = await events.askingIds({ pseudonym, sessionId }, atMs);
    const history = new FeatureHistory();
    for await (const page of events.eventsOfSkill(skillId, atMs)) {
      for (const event of historyEvents(page)) history.observe(event);
    }
    const point = history.at({
      atMs,
      skill: skillId,
      session: ids.sessionId,
      user: ids.userId,
      sessionStartMs: ids.sessionStartMs,
    });
    return {
      point: sessionLengthMinutes === undefined ? point : { ...point, sessionLengthMinutes },
      phase,
      isPhaseKnown: phase !== undefined && (loaded?.knowsPhase(phase) ?? true),
      isUserKnown: userId !== undefined,
    };
  }

  async #prior(moment: AskedMoment, atMs: number): Promise<Omit<PredictResult, 'skillName' | 'kind' | 'at'>> {
    const { point } = moment;
    const overall = await this.#dependencies.events.outcomesUntil(atMs);
    const overallRate = overall.known === 0 ? 0.5 : overall.completed / overall.known;
    const probability = smoothedRate({ completed: point.skillCompleted, known: point.skillKnown }, overallRate);
    // The overall rate is worth no more outcomes than there are.
    const trials = point.skillKnown + Math.min(smoothingWeight, overall.known);
    return {
      probability,
      ...(trials === 0 ? { lower: 0, upper: 1 } : scoreInterval(probability, trials)),
      basis: 'prior',
      reason: 'no model was trained yet: the smoothed rate of the skill itself',
      baseProbability: overallRate,
      features: predictedFeatures(moment),
      modelId: null,
      trainedAt: null,
    };
  }

  async #phaseNames(ids: readonly number[]): Promise<readonly string[]> {
    const names = await this.#dependencies.events.phaseNames(ids);
    return ids.map((id) => names.get(id) ?? '');
  }
}

function requireQuestion({ skillName, atMs, sessionLengthMinutes, workflowPhase }: SuccessQuestion): void {
  if (skillName === '') throw new RangeError('a prediction requires the name of a skill, got an empty one');
  if (workflowPhase === '') throw new RangeError('a phase has a name, got an empty one');
  if (!(atMs >= 0 && atMs <= 8.64e15)) throw new RangeError(`a prediction requires a time, got ${atMs}`);
  if (sessionLengthMinutes !== undefined && !(sessionLengthMinutes >= 0 && sessionLengthMinutes < Infinity)) {
    throw new RangeError(`a session is at least 0 minutes old, got ${sessionLengthMinutes}`);
  }
}
