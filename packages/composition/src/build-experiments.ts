import { ABTestFramework } from '@skills/services';
import type { SqlEngine } from '@skills/storage';
import {
  ExperimentEventRepository,
  ExperimentRepository,
  ExperimentUnitRepository,
  loadIdentityKey,
  pseudonymise,
} from '@skills/storage';
import type { ComposeOptions } from './composition.ts';

/** Experiments in an open database. User ids are replaced as in the log, so that its calls can be found by them. */
export function buildExperiments(
  engine: SqlEngine,
  { url, environment, nowMs }: Pick<ComposeOptions, 'environment' | 'nowMs'> & { readonly url: string },
): ABTestFramework {
  let key: Uint8Array | undefined;
  return new ABTestFramework({
    experiments: new ExperimentRepository({ engine }),
    units: new ExperimentUnitRepository({ engine }),
    events: new ExperimentEventRepository({ engine }),
    pseudonymise(userId) {
      key ??= loadIdentityKey(url, environment);
      return pseudonymise(userId, { key, purpose: 'user' });
    },
    now: nowMs,
  });
}
