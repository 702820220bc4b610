import { compose } from '@skills/composition';
import { SkillsError } from '@skills/schema';
import { silentProgress } from '../src/terminal/progress-line.ts';

const dayMs = 86_400_000;
const ages = { raw: 10 * dayMs, hourly: 15 * dayMs, daily: 25 * dayMs };

export type Retained = { readonly kind: 'prune' | 'erase'; readonly project: string; readonly nowMs: number };

/**
 * Prunes every tier of a database, or erases a project of it unless that is done, as the commands do.
 *
 * @param ready - waited for when the code is loaded and the work begins
 */
export async function retain(
  url: string,
  { kind, project, nowMs }: Retained,
  ready: () => Promise<void> = async () => undefined,
): Promise<void> {
  await using composition = compose({
    databaseUrl: url,
    environment: { SKILLS_ID_KEY: '0123456789abcdef'.repeat(4) },
    nowMs: () => nowMs,
    note: () => undefined,
    onSimulated: () => undefined,
  });
  if (kind === 'prune') {
    const retention = await composition.retention();
    await ready();
    await retention.prune({ ages, dryRun: false, progress: silentProgress });
    return;
  }
  const erasure = await composition.erasure();
  await ready();
  await erasure
    .erase({ kind: 'project', id: project, dryRun: false, withCopies: false, progress: silentProgress })
    .catch((error: unknown) => {
      if (!(error instanceof SkillsError && error.code === 'not-found')) throw error;
    });
}
