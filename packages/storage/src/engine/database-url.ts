import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { SkillsError } from '@skills/schema';

export type DatabaseLocation =
  | { readonly kind: 'memory' }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'server'; readonly url: URL };

const serverSchemes: ReadonlySet<string> = new Set(['libsql:', 'https:', 'http:']);

/**
 * Where a database URL points: `:memory:`, `file:///absolute`, `file:relative`, or a libSQL server (`libsql://`,
 * `https://`, `http://` on this machine). A bare path is refused, because `skills.example.com` would become a file.
 *
 * @throws {SkillsError} 'invalid-usage' with what to write instead
 */
export function parseDatabaseUrl(url: string): DatabaseLocation {
  if (url === ':memory:' || url === 'file::memory:') return { kind: 'memory' };
  if (/^file:/i.test(url)) return { kind: 'file', path: filePath(url) };
  const scheme = /^([a-z][a-z0-9+.-]*:)\/\//i.exec(url)?.[1]?.toLowerCase();
  if (scheme !== undefined && serverSchemes.has(scheme)) return { kind: 'server', url: serverUrl(url) };
  if (scheme !== undefined) {
    throw new SkillsError('invalid-usage', `a database URL starts with file:, libsql:, https: or http:, not ${scheme}`);
  }
  if (url.trim() === '') throw new SkillsError('invalid-usage', 'the database URL is empty');
  throw new SkillsError('invalid-usage', `"${url}" is not a database URL; for a file, write "file:${url}"`);
}

/**
 * `$XDG_DATA_HOME/skills/skills.db`, else `~/.local/share/skills/skills.db`, as a `file:` URL.
 *
 * @param env - usually `process.env`
 */
export function defaultDatabaseUrl(env: Readonly<Record<string, string | undefined>>): string {
  return pathToFileURL(join(dataDirectory(env), 'skills.db')).href;
}

/** The folder of our own data. A relative `XDG_DATA_HOME` is ignored, as its specification asks. */
export function dataDirectory(env: Readonly<Record<string, string | undefined>>): string {
  const xdg = env['XDG_DATA_HOME'];
  const base = xdg !== undefined && isAbsolute(xdg) ? xdg : join(env['HOME'] ?? homedir(), '.local', 'share');
  return join(base, 'skills');
}

function filePath(url: string): string {
  if (/[?#]/.test(url)) {
    throw new SkillsError('invalid-usage', `"${url}" has parameters; a file: URL is only a path (write ? as %3F)`);
  }
  try {
    const path = /^file:\/\//i.test(url) ? fileURLToPath(url) : decodeURIComponent(url.slice('file:'.length));
    if (path !== '' && !path.includes('\0') && !/[/\\]$/.test(path)) return path;
  } catch (error) {
    throw new SkillsError('invalid-usage', `"${url}" is not a valid file: URL`, { cause: error });
  }
  throw new SkillsError('invalid-usage', `"${url}" does not name a file`);
}

function serverUrl(text: string): URL {
  const url = URL.parse(text);
  if (url === null || url.hostname === '') throw new SkillsError('invalid-usage', 'the database URL has no valid host');
  // The URL is printed and logged; a secret in it would be too.
  if (url.username !== '' || url.password !== '' || url.searchParams.has('authToken')) {
    throw new SkillsError('invalid-usage', `the token of ${url.host} belongs in SKILLS_DATABASE_TOKEN, not in the URL`);
  }
  if (url.search !== '' || url.hash !== '') {
    throw new SkillsError('invalid-usage', `the database URL of ${url.host} takes no parameters`);
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new SkillsError('invalid-usage', `http: would send data in the clear to ${url.host}; use https: or libsql:`);
  }
  return url;
}

/** `localhost`, 127.0.0.0/8 and ::1. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
