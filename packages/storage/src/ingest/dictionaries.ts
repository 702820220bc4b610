import type { SkillKind } from '@skills/schema';
import type { SqlTransaction } from '../engine/sql-engine.ts';
import { cleanText } from './clean-text.ts';
import { Dictionary } from './dictionary.ts';

export type DictionariesDependencies = {
  /** A keyed hash of a user id; the database never sees the id itself. */
  readonly pseudonymise: (userId: string) => string;
  /** The id under which a project is stored that the database does not know by its own; itself when left out. */
  readonly projectIdOf?: ((projectId: string) => string) | undefined;
};

/** The dictionary tables that an event refers to. */
export class Dictionaries {
  /** Names of skills, by kind. */
  readonly skills: Readonly<Record<SkillKind, Dictionary>>;
  readonly labels: Dictionary = new Dictionary({
    insert: 'INSERT INTO label (text) SELECT j.value FROM json_each(?1) AS j WHERE true ON CONFLICT DO NOTHING',
    select: 'SELECT j.key, l.label_id FROM json_each(?1) AS j CROSS JOIN label AS l ON l.text = j.value',
    toEntry: (raw) => cleanText(raw),
  });
  readonly projects: Dictionary;
  readonly sessions: Dictionary = new Dictionary({
    insert:
      'INSERT INTO session (external_id) SELECT j.value FROM json_each(?1) AS j WHERE true ON CONFLICT DO NOTHING',
    select: 'SELECT j.key, s.session_id FROM json_each(?1) AS j CROSS JOIN session AS s ON s.external_id = j.value',
    toEntry: (raw) => cleanText(raw),
  });
  readonly users: Dictionary;

  constructor({ pseudonymise, projectIdOf }: DictionariesDependencies) {
    this.projects = projectIdOf === undefined ? projectsByTheirId() : projectsById(projectIdOf);
    this.skills = {
      skill: skillsOfKind('skill'),
      slash_command: skillsOfKind('slash_command'),
      subagent: skillsOfKind('subagent'),
      tool: skillsOfKind('tool'),
      mcp_tool: skillsOfKind('mcp_tool'),
      hook: skillsOfKind('hook'),
      ci_stage: skillsOfKind('ci_stage'),
      workflow: skillsOfKind('workflow'),
    };
    this.users = new Dictionary({
      insert:
        'INSERT INTO app_user (pseudonym) SELECT j.value FROM json_each(?1) AS j WHERE true ON CONFLICT DO NOTHING',
      select: 'SELECT j.key, u.user_id FROM json_each(?1) AS j CROSS JOIN app_user AS u ON u.pseudonym = j.value',
      toEntry: (raw) => cleanText(pseudonymise(raw)),
    });
  }

  async resolve(transaction: SqlTransaction): Promise<void> {
    for (const dictionary of this.#all()) {
      // oxlint-disable-next-line no-await-in-loop -- one transaction, one statement at a time
      await dictionary.resolve(transaction);
    }
  }

  commit(): void {
    for (const dictionary of this.#all()) dictionary.commit();
    // Sessions are many, soon over, and deleted when the log is pruned; no other entry ever is.
    this.sessions.forget();
  }

  rollback(): void {
    for (const dictionary of this.#all()) dictionary.rollback();
  }

  #all(): readonly Dictionary[] {
    return [...Object.values(this.skills), this.labels, this.projects, this.sessions, this.users];
  }
}

function skillsOfKind(kind: SkillKind): Dictionary {
  return new Dictionary({
    insert: `INSERT INTO skill (name, kind) SELECT j.value, '${kind}' FROM json_each(?1) AS j WHERE true
      ON CONFLICT DO NOTHING`,
    select: `SELECT j.key, s.skill_id FROM json_each(?1) AS j
      CROSS JOIN skill AS s ON s.name = j.value AND s.kind = '${kind}'`,
    toEntry: (raw) => cleanText(raw),
  });
}

/** A project that is only referred to is named by its id until it is sighted. */
function projectsByTheirId(): Dictionary {
  return new Dictionary({
    insert: `INSERT INTO project (external_id, name) SELECT j.value, j.value FROM json_each(?1) AS j WHERE true
      ON CONFLICT DO NOTHING`,
    select: 'SELECT j.key, p.project_id FROM json_each(?1) AS j CROSS JOIN project AS p ON p.external_id = j.value',
    toEntry: (raw) => cleanText(raw),
  });
}

/** The same with another id, unless the database has the project by the first: then it keeps it. */
function projectsById(projectIdOf: (projectId: string) => string): Dictionary {
  const storedId = `coalesce((SELECT known.external_id FROM project AS known WHERE known.external_id = j.value ->> 0),
    j.value ->> 1)`;
  return new Dictionary({
    insert: `INSERT INTO project (external_id, name) SELECT ${storedId}, ${storedId} FROM json_each(?1) AS j WHERE true
      ON CONFLICT DO NOTHING`,
    select: `SELECT j.key, p.project_id FROM json_each(?1) AS j CROSS JOIN project AS p ON p.external_id = ${storedId}`,
    toEntry: (raw) => JSON.stringify([cleanText(raw), cleanText(projectIdOf(raw))]),
  });
}
