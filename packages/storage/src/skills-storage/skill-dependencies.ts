import { toTimestamp } from '@skills/schema';
import type { SqlEngine, SqlReader, SqlRow } from '../engine/sql-engine.ts';
import { toNumber, toText } from '../read/cell.ts';
import { requirePositiveInteger } from './positive-integer.ts';
import { skillCoOccurrence, type SkillPair } from './skill-co-occurrence.ts';

export type SkillDependenciesUpdate = {
  readonly status: 'updated';
  /** ISO 8601 UTC. */
  readonly timestamp: string;
  /** Pairs that share at least as many sessions as asked for. */
  readonly dependenciesCreated: number;
};

/**
 * Measures which skills run in the same sessions and stores it, all or nothing. Pairs that share enough sessions are
 * added. Pairs that are in the table already, in either order of their names, take the measured figures; those put
 * there by hand (the taxonomy) stay when their skills never met, those measured before go when their sessions are gone.
 */
export async function updateDependencies(
  engine: SqlEngine,
  nowMs: number,
  { minCoOccurrence = 5 }: { readonly minCoOccurrence?: number } = {},
): Promise<SkillDependenciesUpdate> {
  requirePositiveInteger('minCoOccurrence', minCoOccurrence);
  const timestamp = toTimestamp(nowMs);
  const pairs = skillCoOccurrence(await readSessionsBySkill(engine));
  const measured = new Map(pairs.map((pair) => [keyOf(pair.skillA, pair.skillB), pair]));
  const strong = pairs.filter(({ coOccurrenceCount }) => coOccurrenceCount >= minCoOccurrence);
  await engine.transaction(async (transaction) => {
    const known = await transaction.all('SELECT skill_a, skill_b, co_occurrence_count FROM skill_dependencies');
    const knownKeys = new Set(known.map((row) => keyOf(toText(row[0]), toText(row[1]))));
    await transaction.runMany(
      'UPDATE skill_dependencies SET co_occurrence_count = ?, lift_score = ?, last_updated = ? WHERE skill_a = ? AND skill_b = ?',
      known.flatMap((row) => refreshed(row, measured.get(keyOf(toText(row[0]), toText(row[1]))), timestamp)),
    );
    await transaction.runMany(
      'DELETE FROM skill_dependencies WHERE skill_a = ? AND skill_b = ?',
      known
        .filter((row) => !measured.has(keyOf(toText(row[0]), toText(row[1]))) && wasMeasured(row))
        .map((row) => row.slice(0, 2)),
    );
    await transaction.runMany(
      `INSERT INTO skill_dependencies (skill_a, skill_b, co_occurrence_count, lift_score, last_updated)
       VALUES (?, ?, ?, ?, ?)`,
      strong
        .filter(({ skillA, skillB }) => !knownKeys.has(keyOf(skillA, skillB)))
        .map(({ skillA, skillB, coOccurrenceCount, lift }) => [skillA, skillB, coOccurrenceCount, lift, timestamp]),
    );
  });
  return { status: 'updated', timestamp, dependenciesCreated: strong.length };
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

function keyOf(skillA: string, skillB: string): string {
  return JSON.stringify(skillA < skillB ? [skillA, skillB] : [skillB, skillA]);
}

function refreshed(row: SqlRow, pair: SkillPair | undefined, timestamp: string): readonly SqlRow[] {
  return pair === undefined ? [] : [[pair.coOccurrenceCount, pair.lift, timestamp, toText(row[0]), toText(row[1])]];
}

/** A pair put there by hand counts 1; one whose skills met once and never again is as good as that. */
function wasMeasured(row: SqlRow): boolean {
  return toNumber(row[2]) > 1;
}
