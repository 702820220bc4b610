import { OutcomeCounter } from '@skills/collaborative-filtering';
import type { SkillKind } from '@skills/schema';
import { CollaborativeFilteringEngine, type CollaborativeFilteringDependencies } from '@skills/services';

export type Call = {
  readonly user: string;
  readonly skill: string;
  readonly completed?: boolean | null;
  readonly kind?: SkillKind;
  readonly project?: string;
};

/** A log in memory, whose pseudonym of a user is `stored USER`, printed as `u_` and 22 characters. */
export class InMemoryInteractions {
  readonly calls: Call[] = [];
  installed: ReadonlySet<string> | undefined;
  loads = 0;
  versionReads = 0;

  current(): Promise<string> {
    this.versionReads += 1;
    return Promise.resolve(String(this.calls.length));
  }

  /** Quick for tens of thousands of calls. */
  interactions(): ReturnType<CollaborativeFilteringDependencies['source']['interactions']> {
    this.loads += 1;
    const bySkill = Map.groupBy(this.calls, ({ skill }) => skill);
    const names = [...bySkill.keys()].toSorted();
    const places = new Map(names.map((name, place) => [name, place]));
    const numbers = new Map(this.#users().map((user, index) => [user, index + 1]));
    const counter = new OutcomeCounter();
    counter.add({
      events: this.calls.length,
      user: this.calls.map(({ user }) => numbers.get(user) ?? 0),
      item: this.calls.map(({ skill }) => places.get(skill) ?? -1),
      completed: this.calls.map(({ completed = true }) => (completed === null ? -1 : Number(completed))),
    });
    const skills = names.map((skillName) => ({
      skillName,
      kinds: [...new Set((bySkill.get(skillName) ?? []).map(({ kind = 'skill' }) => kind))],
    }));
    return Promise.resolve({ log: counter.matrix(names.length), skills });
  }

  userNumber(pseudonym: string): Promise<number | undefined> {
    const number = this.#users().findIndex((user) => storedId(user) === pseudonym);
    return Promise.resolve(number < 0 ? undefined : number + 1);
  }

  pseudonymsOf(users: readonly number[]): Promise<ReadonlyMap<number, string>> {
    const names = this.#users();
    return Promise.resolve(new Map(users.map((user) => [user, storedId(names[user - 1] ?? '')])));
  }

  async *everyPseudonym(): AsyncGenerator<ReadonlyMap<number, string>, void, void> {
    yield new Map(this.#users().map((user, index) => [index + 1, storedId(user)]));
  }

  skillsOfProject(project: string, minUsers: number): Promise<ReadonlySet<string>> {
    const bySkill = Map.groupBy(
      this.calls.filter((call) => call.project === project),
      ({ skill }) => skill,
    );
    const shown = [...bySkill].filter(([, calls]) => new Set(calls.map(({ user }) => user)).size >= minUsers);
    return Promise.resolve(new Set(shown.map(([skill]) => skill)));
  }

  installedSkills(): Promise<ReadonlySet<string> | undefined> {
    return Promise.resolve(this.installed);
  }

  #users(): readonly string[] {
    return [...new Set(this.calls.map(({ user }) => user))];
  }
}

export function storedId(userId: string): string {
  return userId.startsWith('stored ') || userId.startsWith('u_') ? userId : `stored ${userId}`;
}

export function printedId(stored: string): string {
  return `u_${Buffer.from(stored.replace('stored ', '')).toString('base64url').padEnd(22, '-').slice(0, 22)}`;
}

export function engineOver(
  source: InMemoryInteractions,
  parts: Partial<CollaborativeFilteringDependencies> = {},
): CollaborativeFilteringEngine {
  return new CollaborativeFilteringEngine({
    source,
    version: source,
    identity: { storedId, printedId },
    choices: { latest: () => Promise.resolve(undefined), save: () => Promise.resolve() },
    baselines: { update: () => Promise.resolve(0) },
    imported: { all: () => Promise.resolve([]) },
    now: () => 0,
    ...parts,
  });
}
