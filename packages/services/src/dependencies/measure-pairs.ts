import { sessionSets, skillDependencies } from '@skills/collaborative-filtering';
import type { LogBlock, LogNameSource, LogSource } from '../workflow/log-source.ts';
import { skillPlaces } from '../workflow/skill-places.ts';
import type { PairFigures } from './dependency-ports.ts';

export type MeasuredPairs = {
  /** Sessions that were compared. */
  readonly sessions: number;
  /** Every pair of skills with enough sessions each. */
  readonly pairs: readonly PairFigures[];
};

/** Figures of every pair of the whole log, nothing left out and nothing stored. */
export async function measurePairs(
  { log, names }: { readonly log: LogSource; readonly names: LogNameSource },
  { minSessions }: { readonly minSessions: number },
): Promise<MeasuredPairs> {
  const blocks: LogBlock[] = [];
  for await (const block of log.blocks(['skill', 'session', 'user', 'project'])) blocks.push(block);
  const places = skillPlaces(await names.skills(), blocks);
  const sets = sessionSets(blocks, { placeOfSkill: places.placeOfSkill, skillCount: places.names.length });
  const pairs = skillDependencies(sets, { minSessions }).map(({ a, b, ...figures }) =>
    Object.assign(figures, { skillA: places.names[a] ?? '', skillB: places.names[b] ?? '' }),
  );
  return { sessions: sets.sessionCount, pairs };
}
