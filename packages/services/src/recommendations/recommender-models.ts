import {
  chooseByLeaveOneOut,
  easeLambda,
  easeOfWeights,
  fewestUsersToChoose,
  type Recommender,
  type RecommenderName,
  recommenderNames,
  recommenderPlan,
} from '@skills/collaborative-filtering';
import { type RecommendResult, toTimestamp } from '@skills/schema';
import type { LoadedLog } from './loaded-log.ts';
import type { ModelJob, ModelOutcome } from './model-job.ts';
import type { NamedSkill, RecommenderChoices } from './recommendation-ports.ts';

export type RecommenderModelsOptions = {
  readonly choices: Pick<RecommenderChoices, 'latest'>;
  readonly inThread: (job: ModelJob) => Promise<ModelOutcome>;
  /** UTC epoch milliseconds. */
  readonly now: () => number;
  readonly ttlMs: number;
};

/** A fitted model and why it is this one. */
export type ChosenModel = { readonly recommender: Recommender; readonly model: RecommendResult['model'] };

type FittedModel = {
  readonly name: RecommenderName;
  readonly recommender: Recommender;
  readonly skills: readonly NamedSkill[];
  readonly interactions: number;
  readonly fittedAtMs: number;
};

// A choice of an earlier month, or of half the log, is no choice for this one.
const choiceLastsMs = 30 * 86_400_000;
const choiceLastsGrowth = 2;
/** Choosing among all models on so few takes some 50 ms; on more it is left to `evaluate`. */
const fewInteractions = 5000;
/** Weights of so many more interactions are the same to two digits. */
const fitLastsGrowth = 1.01;
/** Below this, EASE takes less than starting a thread. */
const fewItems = 200;

/** Chooses and fits models, and keeps the one fitted last. */
export class RecommenderModels {
  readonly #options: RecommenderModelsOptions;
  #fitted: FittedModel | undefined;

  constructor(options: RecommenderModelsOptions) {
    this.#options = options;
  }

  async modelFor(loaded: LoadedLog, requested?: RecommenderName): Promise<ChosenModel> {
    const model = await this.#choose(loaded, requested);
    return { recommender: await this.#recommenderOf(loaded, model.name), model };
  }

  clear(): void {
    this.#fitted = undefined;
  }

  async #choose(
    { log }: LoadedLog,
    requested: RecommenderName | undefined,
  ): Promise<RecommendResult['model'] & { readonly name: RecommenderName }> {
    if (requested !== undefined) return { name: requested, chosenBy: 'request', evaluatedAt: null };
    if (usersOfTwo(log.matrix) < fewestUsersToChoose) {
      return { name: 'popularity', chosenBy: 'too-little-data', evaluatedAt: null };
    }
    const interactions = log.matrix.items.length;
    const stored = await this.#options.choices.latest();
    const name = recommenderNames.find((known) => known === stored?.model);
    const isRecent = stored !== undefined && this.#options.now() - stored.chosenAtMs < choiceLastsMs;
    if (name !== undefined && isRecent && interactions <= choiceLastsGrowth * stored.interactions) {
      return { name, chosenBy: 'evaluation', evaluatedAt: toTimestamp(stored.chosenAtMs) };
    }
    if (interactions > fewInteractions) return { name: recommenderNames[0], chosenBy: 'default', evaluatedAt: null };
    return {
      name: chooseByLeaveOneOut(log),
      chosenBy: 'evaluation',
      evaluatedAt: toTimestamp(this.#options.now()),
    };
  }

  async #recommenderOf({ log, skills }: LoadedLog, name: RecommenderName): Promise<Recommender> {
    const kept = this.#fitted;
    const { matrix } = log;
    const interactions = matrix.items.length;
    const isUsable =
      kept !== undefined &&
      kept.name === name &&
      this.#options.now() - kept.fittedAtMs < this.#options.ttlMs &&
      interactions >= kept.interactions &&
      interactions <= fitLastsGrowth * kept.interactions &&
      isSameSkills(skills, kept.skills) &&
      // Neighbours are rows of the matrix itself.
      (kept.recommender.weight !== undefined || kept.skills === skills);
    if (isUsable) return kept.recommender;
    const recommender = await this.#fit(matrix, name);
    this.#fitted = { name, recommender, skills, interactions, fittedAtMs: this.#options.now() };
    return recommender;
  }

  async #fit(matrix: LoadedLog['log']['matrix'], name: RecommenderName): Promise<Recommender> {
    if (name !== 'ease' || matrix.itemCount < fewItems) return recommenderPlan(name).fit(matrix);
    const outcome = await this.#options.inThread({ kind: 'ease', matrix, lambda: easeLambda });
    if (outcome.kind !== 'ease') throw new RangeError(`the thread answered ${outcome.kind} to ease`);
    return easeOfWeights(outcome.weights, { itemCount: matrix.itemCount, lambda: easeLambda });
  }
}

/** Users of whom something can be kept out. */
function usersOfTwo({ offsets, users }: LoadedLog['log']['matrix']): number {
  let count = 0;
  for (let user = 0; user < users; user += 1) if ((offsets[user + 1] ?? 0) - (offsets[user] ?? 0) >= 2) count += 1;
  return count;
}

function isSameSkills(left: readonly NamedSkill[], right: readonly NamedSkill[]): boolean {
  return (
    left === right ||
    (left.length === right.length && left.every((skill, place) => skill.skillName === right[place]?.skillName))
  );
}
