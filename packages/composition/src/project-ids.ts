import { projectIdOf } from '@skills/collectors';
import { keyedProjectId, loadIdentityKey } from '@skills/storage';
import type { ComposeOptions } from './composition.ts';

/** Keyed ids of projects. The key is read, or made, when the first one is needed. */
export function keyedProjectIds(
  url: string,
  environment: ComposeOptions['environment'],
): (collectorsId: string) => string {
  let key: Uint8Array | undefined;
  return (collectorsId) => {
    key ??= loadIdentityKey(url, environment);
    return keyedProjectId(collectorsId, key);
  };
}

/** The ids that a folder may be stored under: of this installation, and of older databases. */
export function projectIdsOfPath(
  url: string,
  environment: ComposeOptions['environment'],
): (path: string) => readonly [string, string] {
  const keyed = keyedProjectIds(url, environment);
  return (path) => [keyed(projectIdOf(path)), projectIdOf(path)];
}
