import { mostOfOneUserInNoise, noisyBaselines, type GroupRule } from '@skills/collaborative-filtering';
import {
  type BaselineFile,
  baselineFileSchema,
  type BaselineImportResult,
  type BaselinesResult,
  parseInput,
  SkillsError,
  toTimestamp,
} from '@skills/schema';
import type {
  BaselineStore,
  ImportedBaselineStore,
  InteractionSource,
  PrivacyBudgetStore,
} from './recommendation-ports.ts';

export type BaselineExchangeDependencies = {
  readonly baselines: BaselineStore;
  readonly imported: ImportedBaselineStore;
  readonly budget: PrivacyBudgetStore;
  readonly source: Pick<InteractionSource, 'interactions'>;
  /** Pseudonym of this installation. */
  readonly team: () => string;
  /** Secret uniform integers in [0, 2^32), for noise. */
  readonly randomBits: () => number;
  /** UTC epoch milliseconds. */
  readonly now: () => number;
};

export type ReleaseRequest = {
  /** Default 20, at least 11. */
  readonly minUsers?: number | undefined;
  /** With noise of so much of the budget, above 0 and at most 1; without noise when left out. */
  readonly epsilon?: number | undefined;
};

export type Release = {
  readonly file: BaselineFile;
  /** Null without noise. */
  readonly budget: {
    readonly epsilon: number;
    readonly usedEpsilon: number;
    readonly totalEpsilon: number;
  } | null;
};

/** Inside one database. */
const minUsersInside = 5;
const usualMinUsersOutside = 20;
/** The rule of the US Centers for Medicare & Medicaid Services for published cells. */
const leastMinUsersOutside = 11;
const mostEpsilon = 1;
const countsTo = 5;

/** Baselines of this database, and their exchange between teams: aggregates of groups, never of a person. */
export class BaselineExchange {
  readonly #dependencies: BaselineExchangeDependencies;

  constructor(dependencies: BaselineExchangeDependencies) {
    this.#dependencies = dependencies;
  }

  /** @param options.update - measure anew, and store it */
  async baselines({ update, minUsers = minUsersInside }: BaselineQuestion): Promise<BaselinesResult> {
    requireAtLeast('minUsers', minUsers, minUsersInside);
    const { baselines, imported, now } = this.#dependencies;
    if (update) await baselines.update(now(), { minUsers: minUsersInside });
    return {
      minUsers,
      updated: update,
      baselines: [...(await baselines.stored(minUsers))],
      imported: [...(await imported.all())],
    };
  }

  /**
   * What may be given to others, measured now. With noise, the budget is used before anything is drawn.
   *
   * @throws {SkillsError} 'invalid-usage' when the budget does not allow it
   * @throws {RangeError} for a group that is too small, or an epsilon out of range
   */
  async release({ minUsers = usualMinUsersOutside, epsilon }: ReleaseRequest): Promise<Release> {
    requireAtLeast('minUsers', minUsers, leastMinUsersOutside);
    const { baselines, budget, now, team } = this.#dependencies;
    const head = {
      format: 'skills-baselines',
      version: 1,
      team: team(),
      // The hour would tell when the team works.
      releasedAt: `${toTimestamp(now()).slice(0, 10)}T00:00:00.000Z`,
      minUsers,
    } as const;
    if (epsilon === undefined) {
      const rows = await baselines.measuredForOthers({ minUsers });
      return { file: { ...head, noise: { mechanism: 'rounding', countsTo }, baselines: [...rows] }, budget: null };
    }
    if (!(epsilon > 0 && epsilon <= mostEpsilon)) {
      throw new RangeError(`epsilon requires a number above 0 and at most ${mostEpsilon}, got ${epsilon}`);
    }
    const used = await budget.spend('baselines', epsilon, now());
    const { skills: skillsPerUser, callsPerSkill } = mostOfOneUserInNoise;
    return {
      file: {
        ...head,
        noise: { mechanism: 'laplace', epsilon, skillsPerUser, callsPerSkill },
        baselines: await this.#noisy({ minUsers }, epsilon),
      },
      budget: { epsilon, ...used },
    };
  }

  /**
   * Takes what another team has given, in place of what it gave before.
   *
   * @param content - of the file, parsed as JSON
   * @throws {SkillsError} 'invalid-input' naming what is wrong
   */
  async take(content: unknown): Promise<BaselineImportResult> {
    const file = parseInput(baselineFileSchema, content);
    const { imported, now, team } = this.#dependencies;
    if (file.team === team()) throw new SkillsError('invalid-input', 'these baselines come from this database itself');
    if (file.minUsers < leastMinUsersOutside) {
      throw new SkillsError(
        'invalid-input',
        `these baselines are of groups of ${file.minUsers} users, at least ${leastMinUsersOutside} are taken`,
      );
    }
    const small = file.baselines.find(({ totalUsers }) => totalUsers + countsTo / 2 < file.minUsers);
    if (small !== undefined) {
      throw new SkillsError('invalid-input', `the baseline of ${small.skillName} is of ${small.totalUsers} users`);
    }
    const replaced = await imported.replace(file, now());
    return { team: file.team, releasedAt: file.releasedAt, imported: file.baselines.length, replaced };
  }

  async #noisy(rule: GroupRule, epsilon: number): Promise<BaselineFile['baselines']> {
    const { source, randomBits } = this.#dependencies;
    const { log, skills } = await source.interactions();
    return noisyBaselines(log, { rule, epsilon, bits: randomBits }).flatMap((baseline, place) => {
      const skillName = skills[place]?.skillName;
      if (baseline === undefined || skillName === undefined) return [];
      return [
        {
          skillName,
          totalUsers: baseline.users,
          totalInvocations: baseline.invocations,
          globalCompletionRate: baseline.completionRate,
          globalAverageDurationSeconds: null,
          mostCommonWorkflowPhase: null,
          effectivenessPercentile: baseline.effectivenessPercentile,
        },
      ];
    });
  }
}

export type BaselineQuestion = {
  readonly update: boolean;
  /** At least 5, which is the default. */
  readonly minUsers?: number | undefined;
};

function requireAtLeast(name: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new RangeError(`${name} requires an integer >= ${least}, got ${value}`);
}
