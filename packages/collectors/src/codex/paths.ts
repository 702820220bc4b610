import { statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { CollectorEnvironment, Discovery } from '../collector.ts';
import { walkFolder } from '../walk-folder.ts';

// sessions/YYYY/MM/DD is three deep; a folder to search may hold a whole CODEX_HOME, or several.
const maxDepth = 8;

/**
 * Rollouts of Codex: `sessions` and `archived_sessions` of `CODEX_HOME` (`~/.codex`), or below a folder given.
 *
 * @param from - a folder, or one file, which then need not be named like a rollout
 */
export function discoverCodex(environment: CollectorEnvironment, from?: string): Discovery {
  if (from !== undefined && statSync(from, { throwIfNoEntry: false })?.isFile() === true) {
    return { places: [resolve(from)], files: [resolve(from)], errors: [] };
  }
  const home = environment.variables['CODEX_HOME'] || join(environment.homeDirectory, '.codex');
  const places = from === undefined ? [join(home, 'sessions'), join(home, 'archived_sessions')] : [resolve(from)];
  const walks = places.map((place) =>
    walkFolder(place, { maxDepth, acceptsFile: isRollout, entersFolder: () => true }),
  );
  return {
    places,
    files: walks.flatMap((walk) => walk.files),
    errors: walks.flatMap((walk) => walk.errors),
  };
}

function isRollout(path: string): boolean {
  return /^rollout-.*\.jsonl$/.test(basename(path));
}
