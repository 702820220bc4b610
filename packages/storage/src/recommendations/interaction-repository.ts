import { OutcomeCounter, type OutcomeMatrix, PairIndex } from '@skills/collaborative-filtering';
import { type SkillKind, SkillsError } from '@skills/schema';
import type { SqlReader } from '../engine/sql-engine.ts';
import { toNumber, toText } from '../read/cell.ts';
import { EventSegments } from '../segments/event-segments.ts';
import { readNamedSkills } from './named-skills.ts';

export type InteractionRepositoryDependencies = { readonly engine: SqlReader };

/** Who uses what, with users by their number in the database and skills by their place in `skills`. */
export type Interactions = {
  readonly log: OutcomeMatrix;
  /** By name. A skill is a name here, whatever the kinds of its calls. */
  readonly skills: readonly { readonly skillName: string; readonly kinds: readonly SkillKind[] }[];
};

const usersPerPage = 10_000;

/** The calls of users. Every event whose user is known counts. */
export class InteractionRepository {
  readonly #engine: SqlReader;

  constructor({ engine }: InteractionRepositoryDependencies) {
    this.#engine = engine;
  }

  async interactions(): Promise<Interactions> {
    const { skills, placeOfSkill } = await readNamedSkills(this.#engine);
    const counter = new OutcomeCounter();
    const fields = ['user', 'skill', 'completed'] as const;
    for await (const { events, user, skill, completed } of new EventSegments({ engine: this.#engine }).blocks(fields)) {
      counter.add({ events, user, item: skill.map((id) => placeOfSkill[id] ?? -1), completed });
    }
    return { log: counter.matrix(skills.length), skills };
  }

  /** The number of a user, `undefined` for one who is not known. */
  async userNumber(pseudonym: string): Promise<number | undefined> {
    const [row] = await this.#engine.all('SELECT user_id FROM app_user WHERE pseudonym = ?1', [pseudonym]);
    return row === undefined ? undefined : toNumber(row[0]);
  }

  /** Pseudonyms of users by their numbers. */
  async pseudonymsOf(users: readonly number[]): Promise<ReadonlyMap<number, string>> {
    const rows = await this.#engine.all(
      'SELECT user_id, pseudonym FROM app_user WHERE user_id IN (SELECT value FROM json_each(?1))',
      [JSON.stringify(users)],
    );
    return new Map(rows.map((row) => [toNumber(row[0]), toText(row[1])]));
  }

  /** Every user, page by page. */
  async *everyPseudonym(): AsyncGenerator<ReadonlyMap<number, string>, void, void> {
    for (let last = 0; ;) {
      // oxlint-disable-next-line no-await-in-loop -- each page begins where the one before ended
      const rows = await this.#engine.all(
        'SELECT user_id, pseudonym FROM app_user WHERE user_id > ?1 ORDER BY user_id LIMIT ?2',
        [last, usersPerPage],
      );
      yield new Map(rows.map((row) => [toNumber(row[0]), toText(row[1])]));
      if (rows.length < usersPerPage) return;
      last = toNumber(rows.at(-1)?.[0]);
    }
  }

  /**
   * Names of skills that at least so many users have called in a project.
   *
   * @param project - its id, or its name when no other project has that
   * @throws {SkillsError} 'not-found'
   */
  async skillsOfProject(project: string, minUsers: number): Promise<ReadonlySet<string>> {
    const projectNumber = await this.#projectNumber(project);
    const { skills, placeOfSkill } = await readNamedSkills(this.#engine);
    const pairs = new PairIndex();
    const segments = new EventSegments({ engine: this.#engine });
    for await (const columns of segments.blocks(['user', 'skill', 'project'])) {
      for (let event = 0; event < columns.events; event += 1) {
        const user = columns.user[event] ?? 0;
        const place = placeOfSkill[columns.skill[event] ?? 0] ?? -1;
        if (user > 0 && place >= 0 && columns.project[event] === projectNumber) pairs.numberOf(place, user);
      }
    }
    const users = new Uint32Array(skills.length);
    for (const place of pairs.firsts) users[place] = (users[place] ?? 0) + 1;
    return new Set(skills.filter((_, place) => (users[place] ?? 0) >= minUsers).map(({ skillName }) => skillName));
  }

  /** Names of the skills that are installed on this machine; `undefined` when nobody has looked. */
  async installedSkills(): Promise<ReadonlySet<string> | undefined> {
    const rows = await this.#engine.all('SELECT DISTINCT skill_name FROM installed_skill');
    return rows.length === 0 ? undefined : new Set(rows.map((row) => toText(row[0])));
  }

  async #projectNumber(project: string): Promise<number> {
    const rows = await this.#engine.all(
      `SELECT project_id FROM project WHERE external_id = ?1
       UNION ALL SELECT project_id FROM project
       WHERE name = ?1 AND NOT EXISTS (SELECT 1 FROM project WHERE external_id = ?1)`,
      [project],
    );
    if (rows.length === 1) return toNumber(rows[0]?.[0]);
    const reason = rows.length === 0 ? 'is not known' : 'is the name of several; take the id';
    throw new SkillsError('not-found', `the project ${project} ${reason}`);
  }
}
