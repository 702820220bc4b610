import { BaselineExchange } from '@skills/services';
import {
  BaselineRepository,
  ImportedBaselineRepository,
  InteractionRepository,
  loadIdentityKey,
  PrivacyBudgetRepository,
  purposeIdentity,
} from '@skills/storage';
import type { ComposeOptions } from './composition.ts';
import { type OpenLog, prepareLog } from './prepare-log.ts';

/** Baselines of an open database, and their exchange. */
export async function buildBaselines(
  log: OpenLog,
  options: Pick<ComposeOptions, 'environment' | 'nowMs' | 'onSimulated'>,
): Promise<BaselineExchange> {
  await prepareLog(log, options);
  const { engine, url } = log;
  const { environment, nowMs } = options;
  const identity = purposeIdentity(() => loadIdentityKey(url, environment), 'export');
  return new BaselineExchange({
    baselines: new BaselineRepository({ engine }),
    imported: new ImportedBaselineRepository({ engine }),
    budget: new PrivacyBudgetRepository({ engine }),
    source: new InteractionRepository({ engine }),
    team: () => `t_${identity.printedId('team').slice(2)}`,
    randomBits: () => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0,
    now: nowMs,
  });
}
