import { lstatSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import type { ProjectSighting } from '@skills/schema';
import type { CollectorEnvironment, Discovery } from '../collector.ts';
import { projectOf } from '../project-id.ts';
import { walkFolder } from '../walk-folder.ts';

const folders: ReadonlySet<string> = new Set(['.session-buddy', '.crackerjack']);
// A project lies a few folders below the root that holds it; what is installed or built below a project is not ours.
const maxDepth = 8;
const skipped: ReadonlySet<string> = new Set([
  'node_modules',
  '.git',
  '.venv',
  'venv',
  '__pycache__',
  'dist',
  'target',
]);
const log = '-wal';

/**
 * Files of session-buddy and crackerjack: `skill_metrics.json` and `skills.db` in the `.session-buddy` or
 * `.crackerjack` folder of the working directory and of the user, crackerjack's `skills.db/skills.db`, and
 * `~/.claude/data/session_buddy.db`; or everything of these names in such folders below a folder given.
 *
 * A database with a write-ahead log is listed as its log, for that is the file that changes when rows are added.
 *
 * @param from - a folder to search, or one file, which may have any name
 */
export function discoverSessionBuddy(environment: CollectorEnvironment, from?: string): Discovery {
  if (from !== undefined) return discoverFrom(resolve(from));
  const home = environment.homeDirectory;
  const workingFolder = environment.variables['INIT_CWD'] ?? environment.variables['PWD'];
  const roots = new Set([workingFolder, home].filter((root) => root !== undefined));
  const places = [...roots].flatMap((root) => [...folders].map((folder) => resolve(root, folder)));
  const databases = join(home, '.claude', 'data');
  const walks = [
    ...places.map((place) => walkFolder(place, walkOf(1, isDatabaseFolder))),
    walkFolder(
      databases,
      walkOf(0, () => false),
    ),
  ];
  return { places: [...places, databases], ...found(walks) };
}

function discoverFrom(from: string): Discovery {
  const stats = statSync(from, { throwIfNoEntry: false });
  if (stats?.isFile() === true) return { places: [from], files: [changingFile(from)], errors: [] };
  // A project may hold links to anywhere; only one in the place of our folder is worth a word.
  const mayHoldProjects = (path: string): boolean => {
    const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
    return isLink ? folders.has(basename(path)) : !skipped.has(basename(path));
  };
  return { places: [from], ...found([walkFolder(from, walkOf(maxDepth, mayHoldProjects))]) };
}

function walkOf(depth: number, entersFolder: (path: string) => boolean) {
  return { maxDepth: depth, acceptsFile: isSessionBuddyFile, entersFolder };
}

function found(walks: readonly ReturnType<typeof walkFolder>[]): Pick<Discovery, 'files' | 'errors'> {
  return {
    files: [...new Set(walks.flatMap((walk) => walk.files).map(changingFile))],
    errors: walks.flatMap((walk) => walk.errors),
  };
}

/** crackerjack takes the name of session-buddy's database for a folder. */
function isDatabaseFolder(path: string): boolean {
  return basename(path) === 'skills.db' && folders.has(basename(dirname(path)));
}

function isSessionBuddyFile(path: string): boolean {
  const folder = dirname(path);
  if (basename(path) === 'skill_metrics.json') return folders.has(basename(folder));
  if (basename(path) === 'session_buddy.db') return folder.endsWith(join('.claude', 'data'));
  return basename(path) === 'skills.db' && (folders.has(basename(folder)) || isDatabaseFolder(folder));
}

function changingFile(path: string): string {
  return (statSync(path + log, { throwIfNoEntry: false })?.size ?? 0) > 0 ? path + log : path;
}

/** The database that a listed file stands for; other files stand for themselves. */
export function databaseOfPath(path: string): string {
  return path.endsWith(log) ? path.slice(0, -log.length) : path;
}

/** The project whose folder a file lies in; `undefined` for files of the user and files elsewhere. */
export function projectOfPath(path: string): ProjectSighting | undefined {
  const folder = isDatabaseFolder(dirname(path)) ? dirname(dirname(path)) : dirname(path);
  const project = dirname(folder);
  return folders.has(basename(folder)) && project !== homedir() ? projectOf(project) : undefined;
}
