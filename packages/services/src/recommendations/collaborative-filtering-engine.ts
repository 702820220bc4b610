import {
  type EvaluationOptions,
  type GroupRule,
  nearestWithTies,
  type RecommenderName,
  type SimilarUser,
} from '@skills/collaborative-filtering';
import type {
  EvaluateResult,
  ImportedBaselines,
  Recommendation,
  RecommendResult,
  SimilarUserRow,
  SimilarUsersResult,
  UserNeed,
} from '@skills/schema';
import { evaluateResult } from './evaluate-result.ts';
import { globalRecommendations } from './global-recommendations.ts';
import { LoadedLog } from './loaded-log.ts';
import type { ModelJob, ModelOutcome } from './model-job.ts';
import { modelRecommendations } from './model-recommendations.ts';
import { neighbourRecommendations } from './neighbour-recommendations.ts';
import type {
  BaselineStore,
  InteractionSource,
  LogVersionSource,
  RecommenderChoices,
  UserIdentity,
} from './recommendation-ports.ts';
import { RecommenderModels } from './recommender-models.ts';
import { skillProfile, type UserSkillProfile } from './skill-profile.ts';
import { type KnownUser, UserDirectory } from './user-directory.ts';
import { VersionedCache } from './versioned-cache.ts';

export type CollaborativeFilteringDependencies = {
  readonly source: InteractionSource;
  readonly version: LogVersionSource;
  readonly identity: UserIdentity;
  readonly choices: RecommenderChoices;
  readonly baselines: Pick<BaselineStore, 'update'>;
  readonly imported: { all(): Promise<readonly ImportedBaselines[]> };
  /** UTC epoch milliseconds. */
  readonly now: () => number;
  /** How long what was read is kept when nothing changes. Default an hour. */
  readonly cacheTtlMs?: number | undefined;
  /** Numbers about others are told of at least so many. Default 5. */
  readonly minUsers?: number | undefined;
  readonly inThread?: ((job: ModelJob) => Promise<ModelOutcome>) | undefined;
};

export type SimilarUsersQuestion = {
  readonly minCommonSkills?: number | undefined;
  readonly limit?: number | undefined;
};

export type RecommendQuestion = {
  readonly userId: string;
  readonly limit?: number | undefined;
  readonly model?: RecommenderName | undefined;
  /** Only skills that a group of users has called there; its id or its name. */
  readonly project?: string | undefined;
  /** Only skills that are installed here. */
  readonly installedOnly?: boolean | undefined;
};

const usualTtlMs = 3_600_000;
const usualMinUsers = 5;
const usualMinCommon = 3;
/** Whose skills are recommended. */
const neighboursAsked = 20;

/**
 * Who is like whom, and what to try next. Users are given by the id that they have anywhere, or by a pseudonym of the log
 * or of an answer; answers have pseudonyms of this purpose alone. What was read is kept until the log changes.
 */
export class CollaborativeFilteringEngine {
  readonly #dependencies: CollaborativeFilteringDependencies;
  readonly #minUsers: number;
  readonly #rule: GroupRule;
  readonly #inThread: (job: ModelJob) => Promise<ModelOutcome>;
  readonly #loaded: VersionedCache<LoadedLog>;
  readonly #models: RecommenderModels;
  readonly #users: UserDirectory;

  constructor(dependencies: CollaborativeFilteringDependencies) {
    const { source, version, identity, choices, now, cacheTtlMs = usualTtlMs } = dependencies;
    this.#dependencies = dependencies;
    this.#minUsers = requirePositive('minUsers', dependencies.minUsers ?? usualMinUsers);
    this.#rule = { minUsers: this.#minUsers };
    this.#users = new UserDirectory(source, identity);
    this.#inThread = dependencies.inThread ?? startThread;
    this.#models = new RecommenderModels({ choices, inThread: this.#inThread, now, ttlMs: cacheTtlMs });
    this.#loaded = new VersionedCache({
      load: async () => new LoadedLog(await source.interactions(), this.#rule),
      version: () => version.current(),
      now,
      ttlMs: cacheTtlMs,
    });
  }

  /**
   * Other users by the Jaccard index of the distinct skills that both have called, the most similar first, equal ones by
   * their id as it is told. Exact: everybody is compared.
   */
  async getSimilarUsers(userId: string, question: SimilarUsersQuestion = {}): Promise<readonly SimilarUserRow[]> {
    return (await this.similarUsers(userId, question)).similarUsers;
  }

  /**
   * Skills that similar users have and the user has not: by similarity times the smoothed completion rate of each, over
   * all neighbours, of at least `minUsers` of them.
   */
  async recommendFromSimilarUsers(
    userId: string,
    { limit = 5, minCommonSkills = usualMinCommon }: SimilarUsersQuestion = {},
  ): Promise<readonly Recommendation[]> {
    return (await this.similarUsers(userId, { minCommonSkills, limit })).recommendations;
  }

  /** Both of them, and what is missing where there are none. */
  async similarUsers(
    userId: string,
    { minCommonSkills = usualMinCommon, limit = 10 }: SimilarUsersQuestion = {},
  ): Promise<SimilarUsersResult> {
    requirePositive('limit', limit);
    requirePositive('minCommonSkills', minCommonSkills);
    const loaded = await this.#loaded.get();
    const user = await this.#users.find(userId);
    return loaded.answers.of(`similar ${user.printedId} ${minCommonSkills} ${limit}`, async () => {
      const items = loaded.itemsOf(user.number);
      const asked = { minCommon: minCommonSkills, except: user.number };
      const nearest = nearestWithTies(loaded.neighbours, items, { ...asked, limit: Math.max(limit, neighboursAsked) });
      const named = await this.#named(nearest);
      return {
        userId: user.printedId,
        minCommonSkills,
        similarUsers: named.slice(0, limit).map(({ printedId, similarity, common }) => ({
          userId: printedId,
          similarity,
          commonSkills: common,
        })),
        recommendations: [
          ...neighbourRecommendations(loaded, named.slice(0, neighboursAsked), {
            user: user.number,
            limit,
            minUsers: this.#minUsers,
            installed: await this.#dependencies.source.installedSkills(),
          }),
        ],
        needs: needOf(user, { skills: items.length, leastSkills: minCommonSkills, isEnough: loaded.users >= 2 }),
      };
    });
  }

  /** What to try next, by the model that does best on this log; where there is too little, what works best for everybody. */
  async recommend({
    userId,
    limit = 10,
    model,
    project,
    installedOnly = false,
  }: RecommendQuestion): Promise<RecommendResult> {
    requirePositive('limit', limit);
    const loaded = await this.#loaded.get();
    const user = await this.#users.find(userId);
    const question = JSON.stringify(['recommend', user.printedId, limit, model, project, installedOnly]);
    return loaded.answers.of(question, async () => {
      const { source, imported } = this.#dependencies;
      const installed = await source.installedSkills();
      const ofProject = project === undefined ? undefined : await source.skillsOfProject(project, this.#minUsers);
      const items = loaded.itemsOf(user.number);
      const own = new Set(Array.from(items, (item) => loaded.nameOf(item)));
      const isWanted = (skillName: string): boolean =>
        !own.has(skillName) &&
        (ofProject === undefined || ofProject.has(skillName)) &&
        (!installedOnly || installed?.has(skillName) !== false);
      const chosen = await this.#models.modelFor(loaded, model);
      const asked = { user: user.number, limit, isWanted };
      const isTooLittle = chosen.model.chosenBy === 'too-little-data';
      const found = isTooLittle ? [] : modelRecommendations(loaded, chosen.recommender, asked);
      const names = new Set(found.map(({ skillName }) => skillName));
      const rest = globalRecommendations(loaded, {
        isWanted: (skillName) => isWanted(skillName) && !names.has(skillName),
        limit: limit - found.length,
        minInvocations: 10,
        imported: found.length < limit ? await imported.all() : [],
      });
      return {
        userId: user.printedId,
        model: chosen.model,
        minUsers: this.#minUsers,
        recommendations: [...found, ...rest].map((row) => toRecommendation(row, installed)),
        needs: needOf(user, { skills: items.length, leastSkills: 1, isEnough: loaded.users > this.#minUsers }),
      };
    });
  }

  /** What works best for everybody, whatever the user's taste. */
  async getGlobalFallbackRecommendations({
    limit = 5,
    minInvocations = 10,
  }: { readonly limit?: number; readonly minInvocations?: number } = {}): Promise<
    readonly (Omit<Recommendation, 'installed'> & { readonly effectivenessPercentile: number | null })[]
  > {
    requirePositive('limit', limit);
    requirePositive('minInvocations', minInvocations);
    const loaded = await this.#loaded.get();
    const imported = await this.#dependencies.imported.all();
    return globalRecommendations(loaded, { isWanted: () => true, limit, minInvocations, imported });
  }

  /** What the user has done, for that user. */
  async getUserSkillProfile(userId: string): Promise<UserSkillProfile> {
    const loaded = await this.#loaded.get();
    return skillProfile(loaded, await this.#users.find(userId));
  }

  /** @returns how many skills have a baseline now */
  async updateCommunityBaselines(): Promise<number> {
    return this.#dependencies.baselines.update(this.#dependencies.now(), this.#rule);
  }

  /** Holds the models to what users took up last, and keeps the one that did best as the default. */
  async evaluate({ k = 10, seed = 1 }: Pick<EvaluationOptions, 'k' | 'seed'> = {}): Promise<EvaluateResult> {
    requirePositive('k', k);
    const { choices, now } = this.#dependencies;
    const loaded = await this.#loaded.get();
    const outcome = await this.#inThread({ kind: 'evaluate', log: loaded.log, options: { k, seed } });
    if (outcome.kind !== 'evaluate') throw new RangeError(`the thread answered ${outcome.kind} to evaluate`);
    const result = evaluateResult(loaded, outcome.evaluation, { seed, nowMs: now() });
    if (result.needs === null) {
      await choices.save({
        model: result.chosen,
        chosenAtMs: now(),
        interactions: loaded.log.matrix.items.length,
        figures: JSON.stringify(result),
      });
    }
    return result;
  }

  /** Reads everything again at the next question. */
  clearCache(): void {
    this.#loaded.clear();
    this.#models.clear();
    this.#users.clear();
  }

  async #named(nearest: readonly SimilarUser[]): Promise<readonly (SimilarUser & { readonly printedId: string })[]> {
    const names = await this.#users.printedIds(nearest.map(({ user }) => user));
    return nearest
      .map((similar) => ({ ...similar, printedId: names.get(similar.user) ?? '' }))
      .toSorted((left, right) => right.similarity - left.similarity || (left.printedId < right.printedId ? -1 : 1));
  }
}

/** Threads are loaded when one is needed: they are 2 of the 100 ms that `skills users similar` takes. */
async function startThread(job: ModelJob): Promise<ModelOutcome> {
  const { modelInThread } = await import('./model-thread.ts');
  return modelInThread(job);
}

function toRecommendation(
  { skillName, score, completionRate, source, support, because }: Omit<Recommendation, 'installed'>,
  installed: ReadonlySet<string> | undefined,
): Recommendation {
  const isInstalled = installed === undefined ? null : installed.has(skillName);
  return { skillName, score, completionRate, source, support, because, installed: isInstalled };
}

function needOf({ number }: KnownUser, { skills, leastSkills, isEnough }: Needed): UserNeed | null {
  if (!isEnough) return 'few-users';
  if (number === undefined || skills === 0) return 'unknown-user';
  return skills < leastSkills ? 'few-skills' : null;
}

type Needed = {
  /** Of the user. */
  readonly skills: number;
  readonly leastSkills: number;
  /** There are other users enough. */
  readonly isEnough: boolean;
};

function requirePositive(name: string, value: number): number {
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw new RangeError(`${name} requires an integer >= 1, got ${value}`);
}
