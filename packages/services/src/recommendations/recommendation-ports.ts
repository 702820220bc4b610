import type { GroupRule, OutcomeMatrix } from '@skills/collaborative-filtering';
import type { BaselineFile, BaselineRow, ImportedBaselines, SkillKind } from '@skills/schema';

export type NamedSkill = { readonly skillName: string; readonly kinds: readonly SkillKind[] };

/** Who uses what: rows are users by their numbers, items are places in `skills`. */
export type Interactions = { readonly log: OutcomeMatrix; readonly skills: readonly NamedSkill[] };

/** What recommendations ask of a log. Users are numbers here, and pseudonyms of the log. */
export type InteractionSource = {
  interactions(): Promise<Interactions>;
  userNumber(pseudonym: string): Promise<number | undefined>;
  pseudonymsOf(users: readonly number[]): Promise<ReadonlyMap<number, string>>;
  everyPseudonym(): AsyncIterable<ReadonlyMap<number, string>>;
  /** @throws {SkillsError} 'not-found' */
  skillsOfProject(project: string, minUsers: number): Promise<ReadonlySet<string>>;
  /** `undefined` when nobody has looked. */
  installedSkills(): Promise<ReadonlySet<string> | undefined>;
};

/** Another text after every change of the log. */
export type LogVersionSource = { current(): Promise<string> };

/** How users are called, in the log and in what is printed. */
export type UserIdentity = {
  /** A pseudonym stays as it is. */
  storedId(userId: string): string;
  printedId(storedId: string): string;
};

export type StoredChoice = {
  readonly model: string;
  /** UTC epoch milliseconds. */
  readonly chosenAtMs: number;
  /** Users and skills that belonged together then. */
  readonly interactions: number;
  /** JSON. */
  readonly figures: string;
};

export type RecommenderChoices = {
  latest(): Promise<StoredChoice | undefined>;
  save(choice: StoredChoice): Promise<void>;
};

export type BaselineStore = {
  stored(minUsers: number): Promise<readonly BaselineRow[]>;
  update(nowMs: number, rule: GroupRule): Promise<number>;
  measuredForOthers(rule: GroupRule): Promise<readonly Omit<BaselineRow, 'lastUpdated'>[]>;
};

export type ImportedBaselineStore = {
  all(): Promise<readonly ImportedBaselines[]>;
  replace(file: BaselineFile, nowMs: number): Promise<number>;
};

export type PrivacyBudgetStore = {
  /** @throws {SkillsError} 'invalid-usage' when so much is not left */
  spend(
    kind: string,
    epsilon: number,
    nowMs: number,
  ): Promise<{ readonly totalEpsilon: number; readonly usedEpsilon: number }>;
};
