import { EventIngest, loadIdentityKey, pseudonymise } from '@skills/storage';
import type { ComposeOptions } from './composition.ts';
import type { Store } from './open-store.ts';

/**
 * The log for writing. User ids are replaced before they are stored; the key is read when the first one comes. Of
 * what collectors name by its path, `projectIdOf` gives the id that is stored.
 */
export async function buildLog(
  store: Pick<Store, 'url' | 'writer'>,
  { environment, nowMs }: Pick<ComposeOptions, 'environment' | 'nowMs'>,
  projectIdOf?: (projectId: string) => string,
): Promise<EventIngest> {
  let key: Uint8Array | undefined;
  return new EventIngest({
    engine: await store.writer(),
    now: nowMs,
    projectIdOf,
    pseudonymise(userId) {
      key ??= loadIdentityKey(store.url, environment);
      return pseudonymise(userId, { key, purpose: 'user' });
    },
  });
}
