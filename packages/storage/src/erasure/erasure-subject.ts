import { SkillsError } from '@skills/schema';
import type { SqlReader } from '../engine/sql-engine.ts';
import { toNullableNumber, toNullableText, toNumber, toText } from '../read/cell.ts';

/** Whose data is to go. */
export type ErasureSubject = {
  readonly kind: 'project' | 'user';
  /** The stored id of a project, or the pseudonym of a user. */
  readonly externalId: string;
  /** Its number in `project` or `app_user`. */
  readonly number: number;
  /** Of a project; `null` when unknown, and for a user. */
  readonly path: string | null;
  /** Sessions that are the subject's alone. */
  readonly sessions: readonly { readonly number: number; readonly externalId: string }[];
  /** Files that these sessions, or files of the project, were read from. */
  readonly files: readonly string[];
};

/**
 * A project by the id under which it is stored (or `findUser` by its pseudonym), with the sessions that belong to nobody
 * else.
 *
 * @throws {SkillsError} 'not-found'
 */
export async function findProject(reader: SqlReader, externalId: string): Promise<ErasureSubject> {
  const [row] = await reader.all('SELECT project_id, path FROM project WHERE external_id = ?1', [externalId]);
  if (row === undefined) throw new SkillsError('not-found', `no project ${externalId}`);
  const number = toNumber(row[0]);
  const path = toNullableText(row[1]);
  const sessions = await sessionsOf(reader, 'project_id', number);
  return { kind: 'project', externalId, number, path, sessions, files: await filesOf(reader, sessions, path) };
}

/** @throws {SkillsError} 'not-found' */
export async function findUser(reader: SqlReader, pseudonym: string): Promise<ErasureSubject> {
  const [row] = await reader.all('SELECT user_id FROM app_user WHERE pseudonym = ?1', [pseudonym]);
  const number = toNullableNumber(row?.[0] ?? null);
  if (number === null) throw new SkillsError('not-found', 'no such user in the log');
  const sessions = await sessionsOf(reader, 'user_id', number);
  return {
    kind: 'user',
    externalId: pseudonym,
    number,
    path: null,
    sessions,
    files: await filesOf(reader, sessions, null),
  };
}

type Sessions = ErasureSubject['sessions'];

/** Those of which no call is of another project or user. */
async function sessionsOf(reader: SqlReader, column: 'project_id' | 'user_id', number: number): Promise<Sessions> {
  const own = column === 'project_id' ? 'SELECT session_id FROM session WHERE project_id = ?1 UNION' : '';
  const others = column === 'project_id' ? 'UNION SELECT session_id FROM message_usage WHERE project_id <> ?1 ' : '';
  const messages = column === 'project_id' ? 'UNION SELECT session_id FROM message_usage WHERE project_id = ?1' : '';
  const sealed =
    column === 'project_id' ? 'UNION SELECT session_id FROM sealed_session_hour WHERE project_id = ?1' : '';
  const otherSealed =
    column === 'project_id' ? 'UNION SELECT session_id FROM sealed_session_hour WHERE project_id NOT IN (0, ?1)' : '';
  const rows = await reader.all(
    `SELECT session_id, external_id FROM session WHERE session_id IN (
       ${own} SELECT session_id FROM skill_event WHERE ${column} = ?1 ${messages} ${sealed})
     AND session_id NOT IN (SELECT session_id FROM skill_event WHERE ${column} <> ?1 ${others} ${otherSealed})`,
    [number],
  );
  return rows.map((row) => ({ number: toNumber(row[0]), externalId: toText(row[1]) }));
}

/** Transcripts are named after their session or lie in a folder named after the project's path; others lie in it. */
async function filesOf(reader: SqlReader, sessions: Sessions, path: string | null): Promise<readonly string[]> {
  const names = new Set(sessions.map(({ externalId }) => externalId));
  const folder = path?.replaceAll(/[^a-zA-Z0-9]/g, '-');
  const rows = await reader.all('SELECT path FROM source_file UNION SELECT path FROM quarantine');
  return rows
    .map(([file = null]) => toText(file))
    .filter((file) => {
      if (path !== null && (file === path || file.startsWith(`${path}/`))) return true;
      const parts = file.split('/');
      if (folder !== undefined && parts.includes(folder)) return true;
      const stem = (parts.at(-1) ?? '').replace(/\.[a-z]+$/, '');
      return names.has(stem) || parts.some((part) => names.has(part)) || [...uuids(stem)].some((id) => names.has(id));
    });
}

function* uuids(text: string): Generator<string> {
  for (const [id] of text.matchAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g)) yield id;
}
