import type { OperationFacts } from '@skills/services';
import {
  isUpToDate,
  readMeasureTotals,
  readProjectRecords,
  readRetentionAges,
  retentionTiers,
  SkillRollupRepository,
  snapWindow,
  UsageRepository,
} from '@skills/storage';
import type { Store } from './open-store.ts';

const dayMs = 86_400_000;
const days = 30;
const skillsShown = 5;

/** What the system did in the last 30 days, and how fast it answers now; a look that changes nothing. */
export async function operationFacts(store: Store, nowMs: number): Promise<OperationFacts | undefined> {
  const engine = await store.untouched('reading');
  if (engine === undefined || !(await isUpToDate(engine))) return undefined;
  const sinceMs = nowMs - days * dayMs;
  const window = snapWindow({ sinceMs, untilMs: nowMs + 1, bucket: 'day' });
  const queries: { readonly name: string; readonly seconds: number }[] = [];
  const timed = async <T>(name: string, ask: () => Promise<T>): Promise<T> => {
    const began = performance.now();
    const answer = await ask();
    queries.push({ name, seconds: (performance.now() - began) / 1000 });
    return answer;
  };
  const top = await timed('top', () => new SkillRollupRepository({ engine }).skillCounts(window));
  await timed('costs', () => new UsageRepository({ engine }).usage(window));
  const ages = await readRetentionAges(engine);
  return {
    measures: await readMeasureTotals(engine, sinceMs),
    projects: await readProjectRecords(engine, sinceMs),
    queries,
    skills: top
      .toSorted((left, right) => right.invocations - left.invocations)
      .slice(0, skillsShown)
      .map(({ skillName, invocations }) => ({ name: skillName, calls: invocations })),
    retention: retentionTiers.map((tier) => {
      const age = ages[tier];
      return `${tier} ${age === null ? 'for good' : `${Math.round((10 * age) / dayMs) / 10} d`}`;
    }),
  };
}
