import { toTimestamp } from '@skills/schema';
import type { SqlRow, SqlTransaction } from '../engine/sql-engine.ts';
import { toNullableNumber, toNullableText, toNumber, toText } from '../read/cell.ts';
import { inTextOrder, type MeasuredPair } from './measured-pair.ts';

export type StorePairsOptions = {
  /** UTC epoch milliseconds. */
  readonly nowMs: number;
  /** Pairs that share fewer sessions are kept in `skill_pair` alone. */
  readonly minCoOccurrence: number;
};

/**
 * Puts measured pairs in the place of those measured before. `skill_dependencies` of V4 then has every pair that shares
 * enough sessions, and the seeded pairs that were not measured, each once and in the order of text. A seeded pair is kept
 * in `skill_pair` as it was stated, and comes back when its sessions are gone.
 */
export async function storePairs(
  transaction: SqlTransaction,
  pairs: readonly MeasuredPair[],
  { nowMs, minCoOccurrence }: StorePairsOptions,
): Promise<void> {
  const timestamp = toTimestamp(nowMs);
  const seeds = await readSeeds(transaction);
  await transaction.run(`DELETE FROM skill_pair WHERE source = 'computed'`);
  await transaction.runMany(insertPair, [
    ...pairs.map((pair) => computedRow(pair, nowMs)),
    ...seeds.values().map(({ key, lift }) => seededRow(key, lift, nowMs)),
  ]);
  const strong = pairs.filter(({ coOccurrenceCount }) => coOccurrenceCount >= minCoOccurrence);
  const measured = new Set(strong.map(({ skillA, skillB }) => textOf([skillA, skillB])));
  await transaction.run('DELETE FROM skill_dependencies WHERE true');
  await transaction.runMany(
    `INSERT INTO skill_dependencies (skill_a, skill_b, co_occurrence_count, lift_score, last_updated)
     VALUES (?, ?, ?, ?, ?)`,
    [
      ...strong.map(({ skillA, skillB, coOccurrenceCount, lift }) => [
        skillA,
        skillB,
        coOccurrenceCount,
        lift,
        timestamp,
      ]),
      ...[...seeds]
        .filter(([key]) => !measured.has(key))
        .map(([, { key, lift, lastUpdated }]) => [key[0], key[1], 1, lift, lastUpdated ?? timestamp]),
    ],
  );
}

type Seed = {
  readonly key: readonly [skillA: string, skillB: string];
  readonly lift: number | null;
  /** As it stands in `skill_dependencies`; `null` when a measured pair stands there. */
  readonly lastUpdated: string | null;
};

const insertPair = `
  INSERT OR REPLACE INTO skill_pair (skill_a, skill_b, source, sessions, sessions_a, sessions_b, co_occurrence_count, lift,
    p_value, adjusted_lift, adjusted_p_value, q_value, updated_at_ms)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/**
 * Every pair that was put there by hand: those kept as such, and rows of `skill_dependencies` that nobody measured. Those
 * count 1 (one whose skills met once and never again is as good as that).
 */
async function readSeeds(transaction: SqlTransaction): Promise<ReadonlyMap<string, Seed>> {
  const seeds = new Map<string, Seed>();
  const kept = await transaction.all(`SELECT skill_a, skill_b, lift FROM skill_pair WHERE source = 'seeded'`);
  for (const row of kept) addSeed(seeds, row, null);
  const stated = await transaction.all(
    `SELECT d.skill_a, d.skill_b, d.lift_score, d.last_updated FROM skill_dependencies AS d
     WHERE d.co_occurrence_count <= 1 AND NOT EXISTS (
       SELECT 1 FROM skill_pair AS p WHERE p.skill_a = d.skill_a AND p.skill_b = d.skill_b AND p.source = 'computed')`,
  );
  for (const row of stated) addSeed(seeds, row, toNullableText(row[3] ?? null));
  return seeds;
}

function addSeed(seeds: Map<string, Seed>, row: SqlRow, lastUpdated: string | null): void {
  const key = inTextOrder(toText(row[0]), toText(row[1]));
  seeds.set(textOf(key), { key, lift: toNullableNumber(row[2]), lastUpdated });
}

function textOf(key: readonly [string, string]): string {
  return JSON.stringify(key);
}

function computedRow(pair: MeasuredPair, nowMs: number): SqlRow {
  return [
    pair.skillA,
    pair.skillB,
    'computed',
    pair.sessions,
    pair.sessionsA,
    pair.sessionsB,
    pair.coOccurrenceCount,
    pair.lift,
    pair.pValue,
    pair.adjustedLift,
    pair.adjustedPValue,
    pair.qValue,
    nowMs,
  ];
}

function seededRow([skillA, skillB]: readonly [string, string], lift: number | null, nowMs: number): SqlRow {
  return [skillA, skillB, 'seeded', 0, 0, 0, 0, lift, null, null, null, null, nowMs];
}

/** For readers: what a row of `skill_pair` says. */
export function toMeasuredPair(row: SqlRow): MeasuredPair {
  return {
    skillA: toText(row[0]),
    skillB: toText(row[1]),
    sessions: toNumber(row[2]),
    sessionsA: toNumber(row[3]),
    sessionsB: toNumber(row[4]),
    coOccurrenceCount: toNumber(row[5]),
    lift: toNumber(row[6]),
    pValue: toNullableNumber(row[7]),
    adjustedLift: toNullableNumber(row[8]),
    adjustedPValue: toNullableNumber(row[9]),
    qValue: toNullableNumber(row[10]),
  };
}
