import { ABTestFramework } from '@skills/services';
import type { SqlEngine } from '@skills/storage';
import {
  ExperimentEventRepository,
  ExperimentRepository,
  ExperimentUnitRepository,
  loadIdentityKey,
  purposeIdentity,
} from '@skills/storage';
import type { ComposeOptions } from './composition.ts';

/**
 * Experiments in an open database. Users are stored as in the log, so that its calls can be found by them, and told of by
 * pseudonyms of this purpose alone.
 */
export function buildExperiments(
  engine: SqlEngine,
  { url, environment, nowMs }: Pick<ComposeOptions, 'environment' | 'nowMs'> & { readonly url: string },
): ABTestFramework {
  let key: Uint8Array | undefined;
  return new ABTestFramework({
    experiments: new ExperimentRepository({ engine }),
    units: new ExperimentUnitRepository({ engine }),
    events: new ExperimentEventRepository({ engine }),
    identity: purposeIdentity(() => (key ??= loadIdentityKey(url, environment)), 'experiments'),
    now: nowMs,
  });
}
