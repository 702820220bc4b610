import type { SqlEngine, SqlReader } from '../engine/sql-engine.ts';
import { toNullableNumber, toText } from '../read/cell.ts';

export type RetentionTier = 'raw' | 'hourly' | 'daily';

/** How long each tier is kept, in milliseconds; `null` is for good. */
export type RetentionAges = Readonly<Record<RetentionTier, number | null>>;

export const retentionTiers: readonly RetentionTier[] = ['raw', 'hourly', 'daily'];

const keptForGood: RetentionAges = { raw: null, hourly: null, daily: null };

export async function readRetentionAges(reader: SqlReader): Promise<RetentionAges> {
  const ages: Record<RetentionTier, number | null> = { ...keptForGood };
  for (const [tier = null, age = null] of await reader.all('SELECT tier, age_ms FROM retention_tier')) {
    const known = retentionTiers.find((each) => each === toText(tier));
    if (known !== undefined) ages[known] = toNullableNumber(age);
  }
  return ages;
}

/**
 * Keeps the ages for the next time.
 *
 * @throws {RangeError} when a coarser tier would be kept for less time than a finer one
 */
export async function writeRetentionAges(engine: SqlEngine, ages: RetentionAges): Promise<void> {
  const problem = retentionProblem(ages);
  if (problem !== undefined) throw new RangeError(problem);
  await engine.transaction(async (transaction) => {
    await transaction.runMany(
      'INSERT OR REPLACE INTO retention_tier (tier, age_ms) VALUES (?, ?)',
      retentionTiers.map((tier) => [tier, ages[tier]]),
    );
  });
}

/** Days hold what hours hold, and hours what the log holds: a coarser tier ends no earlier than a finer one. */
export function retentionProblem({ raw, hourly, daily }: RetentionAges): string | undefined {
  if ((hourly ?? Infinity) < (raw ?? Infinity)) return 'the hourly tier must be kept as long as the raw log, or longer';
  if ((daily ?? Infinity) < (hourly ?? Infinity)) return 'the daily tier must be kept as long as the hourly, or longer';
  return undefined;
}

/** UTC epoch milliseconds; what happened before is past its tier's age. 0: nothing is. */
export type RetentionHorizons = Readonly<Record<RetentionTier, number>>;

const dayMs = 86_400_000;

/** Hours and days end on whole UTC days, so that no row is cut. */
export function retentionHorizons({ raw, hourly, daily }: RetentionAges, nowMs: number): RetentionHorizons {
  const wholeDay = (age: number | null): number => (age === null ? 0 : Math.floor((nowMs - age) / dayMs) * dayMs);
  return {
    raw: raw === null ? 0 : Math.max(0, nowMs - raw),
    hourly: Math.max(0, wholeDay(hourly)),
    daily: Math.max(0, wholeDay(daily)),
  };
}
