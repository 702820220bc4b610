import { SkillSuccessPredictor } from '@skills/services';
import {
  holdsSimulatedEvents,
  loadIdentityKey,
  PredictionEventRepository,
  PredictionModelRepository,
  pseudonymise,
} from '@skills/storage';
import type { SqlEngine } from '@skills/storage';
import type { ComposeOptions } from './composition.ts';

/** Prediction over an open database. The key of user ids is read when a question names a user. */
export async function buildPrediction(
  store: { readonly engine: SqlEngine; readonly url: string },
  { environment, nowMs, onSimulated }: Pick<ComposeOptions, 'environment' | 'nowMs' | 'onSimulated'>,
): Promise<SkillSuccessPredictor> {
  const { engine, url } = store;
  if (await holdsSimulatedEvents(engine)) onSimulated();
  return new SkillSuccessPredictor({
    events: new PredictionEventRepository({ engine }),
    models: new PredictionModelRepository({ engine }),
    pseudonymOf: (userId) => pseudonymise(userId, { key: loadIdentityKey(url, environment), purpose: 'user' }),
    now: nowMs,
  });
}
