import {
  type CommunityBaseline,
  communityBaselines,
  type GroupRule,
  type ItemOutcomes,
  itemsOf,
  JaccardNeighbours,
  outcomesByItem,
} from '@skills/collaborative-filtering';
import type { SkillKind } from '@skills/schema';
import { RecentAnswers } from './recent-answers.ts';
import type { Interactions, NamedSkill } from './recommendation-ports.ts';

const answersKept = 1000;
const noOne = { users: 0, count: 0, largest: 0 };

/** Nobody chooses these: an assistant comes with its tools, and hooks and stages of CI run by themselves. */
const notChosen: ReadonlySet<SkillKind> = new Set(['tool', 'hook', 'ci_stage']);

/** The interactions of one moment with what follows from them, each computed when it is first asked for. */
export class LoadedLog {
  readonly log: Interactions['log'];
  readonly skills: readonly NamedSkill[];
  readonly answers: RecentAnswers = new RecentAnswers(answersKept);
  readonly #rule: GroupRule;
  #neighbours: JaccardNeighbours | undefined;
  #outcomes: readonly ItemOutcomes[] | undefined;
  #baselines: readonly (CommunityBaseline | undefined)[] | undefined;
  #places: ReadonlyMap<string, number> | undefined;
  #users: number | undefined;

  constructor({ log, skills }: Interactions, rule: GroupRule) {
    this.log = log;
    this.skills = skills;
    this.#rule = rule;
  }

  get neighbours(): JaccardNeighbours {
    return (this.#neighbours ??= new JaccardNeighbours(this.log.matrix));
  }

  /** For computing alone: they tell of single users. */
  get outcomes(): readonly ItemOutcomes[] {
    return (this.#outcomes ??= outcomesByItem(this.log));
  }

  /** By place in `skills`; undefined where it would tell of a few. */
  get baselines(): readonly (CommunityBaseline | undefined)[] {
    return (this.#baselines ??= communityBaselines(
      this.outcomes.map((of) => ({ ...of, durations: { ...noOne, secondsSum: 0 }, commonestPhase: undefined })),
      this.#rule,
    ));
  }

  /** Users who have called anything. */
  get users(): number {
    const { offsets, users } = this.log.matrix;
    this.#users ??= offsets.subarray(0, users).reduce((sum, at, user) => (offsets[user + 1] === at ? sum : sum + 1), 0);
    return this.#users;
  }

  placeOf(skillName: string): number | undefined {
    this.#places ??= new Map(this.skills.map((skill, place) => [skill.skillName, place]));
    return this.#places.get(skillName);
  }

  itemsOf(user: number | undefined): ArrayLike<number> {
    return user === undefined ? [] : itemsOf(this.log.matrix, user);
  }

  /** Of a user's skills those that may be named as a reason: that others have them too is told of groups alone. */
  reasonsOf(items: ArrayLike<number>): readonly number[] {
    return Array.from(items).filter((item) => this.isOfGroup(item));
  }

  nameOf(item: number): string {
    return this.skills[item]?.skillName ?? '';
  }

  /** At least as many users have it as make a group. */
  isOfGroup(item: number): boolean {
    return (this.outcomes[item]?.calls.users ?? 0) >= this.#rule.minUsers;
  }

  /** A person can take it up. */
  isChosen(item: number): boolean {
    return this.skills[item]?.kinds.some((kind) => !notChosen.has(kind)) ?? false;
  }
}
