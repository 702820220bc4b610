import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { SkillsError } from '@skills/schema';
import { dataDirectory, parseDatabaseUrl } from './engine/database-url.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const keyBytes = 32;

/**
 * The secret under which user ids become pseudonyms: `SKILLS_ID_KEY` (for a team that shares a database), else a file
 * beside the database that is made at first use. A database in memory gets a key that nobody keeps. Deleting the key
 * makes old pseudonyms unlinkable.
 *
 * @returns 32 bytes
 * @throws {SkillsError} 'invalid-usage' for a key that is not 32 bytes, 'storage-unavailable' when the file fails
 */
export function loadIdentityKey(databaseUrl: string, env: Environment): Uint8Array {
  const shared = env['SKILLS_ID_KEY'];
  if (shared !== undefined && shared !== '') return decodeKey(shared, 'SKILLS_ID_KEY');
  const path = identityKeyPath(databaseUrl, env);
  if (path === undefined) return randomBytes(keyBytes);
  try {
    if (statSync(path, { throwIfNoEntry: false }) === undefined) createKeyFile(path);
    if ((statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600);
    return decodeKey(readFileSync(path, 'utf8').trim(), path);
  } catch (error) {
    if (error instanceof SkillsError) throw error;
    throw new SkillsError('storage-unavailable', `the identity key ${path} cannot be used`, { cause: error });
  }
}

/** `<database>.key`; for a server `identity.key` in our data folder; `undefined` for a database in memory. */
export function identityKeyPath(databaseUrl: string, env: Environment): string | undefined {
  const location = parseDatabaseUrl(databaseUrl);
  if (location.kind === 'memory') return undefined;
  return location.kind === 'file' ? `${location.path}.key` : join(dataDirectory(env), 'identity.key');
}

/** Whole or not at all, and never over another process's key: the first to link its file wins. */
function createKeyFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}-${randomBytes(4).toString('hex')}`;
  const file = openSync(draft, 'wx', 0o600);
  try {
    writeSync(file, `${randomBytes(keyBytes).toString('hex')}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    unlinkSync(draft);
  }
}

/** 64 hex digits, or base64 or base64url of 32 bytes. */
function decodeKey(text: string, name: string): Uint8Array {
  const bytes = Buffer.from(text, /^[0-9a-f]{64}$/i.test(text) ? 'hex' : 'base64url');
  if (bytes.length === keyBytes && /^[\w+/=-]+$/.test(text)) return bytes;
  throw new SkillsError('invalid-usage', `${name} must hold 32 bytes as 64 hex digits or base64`);
}
