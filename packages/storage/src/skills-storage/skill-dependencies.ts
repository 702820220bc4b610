import { toTimestamp } from '@skills/schema';
import { storePairs } from '../dependencies/store-pairs.ts';
import type { SqlEngine, SqlReader } from '../engine/sql-engine.ts';
import { toText } from '../read/cell.ts';
import { requirePositiveInteger } from './positive-integer.ts';
import { skillCoOccurrence } from './skill-co-occurrence.ts';

export type SkillDependenciesUpdate = {
  readonly status: 'updated';
  /** ISO 8601 UTC. */
  readonly timestamp: string;
  /** Pairs that share at least as many sessions as asked for. */
  readonly dependenciesCreated: number;
};

/**
 * Measures which skills run in the same sessions and stores it, all or nothing: the pairs that share enough of them, with
 * their lift. Pairs put there by hand (the taxonomy) stay, each pair is stored once, and those measured before go when
 * their sessions are gone. Whether a lift may be chance is judged by `SkillDependencies` of @skills/services.
 */
export async function updateDependencies(
  engine: SqlEngine,
  nowMs: number,
  { minCoOccurrence = 5 }: { readonly minCoOccurrence?: number } = {},
): Promise<SkillDependenciesUpdate> {
  requirePositiveInteger('minCoOccurrence', minCoOccurrence);
  const sessionsBySkill = await readSessionsBySkill(engine);
  const sessions = new Set([...sessionsBySkill.values()].flat()).size;
  const strong = skillCoOccurrence(sessionsBySkill).filter(
    ({ coOccurrenceCount }) => coOccurrenceCount >= minCoOccurrence,
  );
  const pairs = strong.map((pair) => ({
    ...pair,
    sessions,
    sessionsA: sessionsBySkill.get(pair.skillA)?.length ?? 0,
    sessionsB: sessionsBySkill.get(pair.skillB)?.length ?? 0,
    pValue: null,
    adjustedLift: null,
    adjustedPValue: null,
    qValue: null,
  }));
  await engine.transaction(async (transaction) => storePairs(transaction, pairs, { nowMs, minCoOccurrence }));
  return { status: 'updated', timestamp: toTimestamp(nowMs), dependenciesCreated: strong.length };
}

/** Distinct sessions of each skill name. One cell of text per skill: rows of pairs would cost ten times as much. */
async function readSessionsBySkill(reader: SqlReader): Promise<ReadonlyMap<string, readonly number[]>> {
  const rows = await reader.all(
    `SELECT s.name, group_concat(pair.session_id)
     FROM (SELECT DISTINCT skill_id, session_id FROM skill_session_hour) AS pair
     JOIN skill AS s ON s.skill_id = pair.skill_id
     GROUP BY s.name`,
  );
  return new Map(rows.map((row) => [toText(row[0]), [...new Set(toText(row[1]).split(',').map(Number))]]));
}
