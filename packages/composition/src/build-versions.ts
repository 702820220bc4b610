import { PracticeExchange, SkillVersions } from '@skills/services';
import {
  BaselineRepository,
  ImportedBaselineRepository,
  loadIdentityKey,
  purposeIdentity,
  SharedPracticeRepository,
  SkillVersionRepository,
} from '@skills/storage';
import type { SqlEngine } from '@skills/storage';
import type { ComposeOptions, Versions } from './composition.ts';
import { workflowRuns } from './workflow-runs.ts';

/** Versions of skills in an open database, and what is shared of them between teams. */
export function buildVersions(
  { engine, url }: { readonly engine: SqlEngine; readonly url: string },
  { environment, nowMs }: Pick<ComposeOptions, 'environment' | 'nowMs'>,
): Versions {
  const runs = workflowRuns(engine);
  const units = new SkillVersionRepository({ engine });
  const shared = new SharedPracticeRepository({ engine });
  const identity = purposeIdentity(() => loadIdentityKey(url, environment), 'export');
  return {
    versions: new SkillVersions({
      units,
      runs,
      shared,
      baselines: new BaselineRepository({ engine }),
      imported: new ImportedBaselineRepository({ engine }),
      now: nowMs,
    }),
    exchange: new PracticeExchange({
      units,
      runs,
      shared,
      team: () => `t_${identity.printedId('team').slice(2)}`,
      now: nowMs,
    }),
  };
}
