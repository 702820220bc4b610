import { CollaborativeFilteringEngine } from '@skills/services';
import {
  BaselineRepository,
  ImportedBaselineRepository,
  InteractionRepository,
  loadIdentityKey,
  LogVersion,
  purposeIdentity,
  RecommenderChoiceRepository,
} from '@skills/storage';
import type { ComposeOptions } from './composition.ts';
import { type OpenLog, prepareLog } from './prepare-log.ts';

/** Recommendations from an open database. The key of user ids is read when a user is named. */
export async function buildRecommendations(
  log: OpenLog,
  options: Pick<ComposeOptions, 'environment' | 'nowMs' | 'onSimulated'>,
): Promise<CollaborativeFilteringEngine> {
  await prepareLog(log, options);
  const { engine, url } = log;
  const { environment, nowMs } = options;
  let key: Uint8Array | undefined;
  return new CollaborativeFilteringEngine({
    source: new InteractionRepository({ engine }),
    version: new LogVersion({ engine }),
    identity: purposeIdentity(() => (key ??= loadIdentityKey(url, environment)), 'recommendations'),
    choices: new RecommenderChoiceRepository({ engine }),
    baselines: new BaselineRepository({ engine }),
    imported: new ImportedBaselineRepository({ engine }),
    now: nowMs,
  });
}
