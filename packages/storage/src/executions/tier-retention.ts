import { SkillsError, type TierRetention } from '@skills/schema';
import type { SqlEngine, SqlReader } from '../engine/sql-engine.ts';
import { toNumber } from '../read/cell.ts';
import { openEveryExecutionHour } from './open-hours.ts';

const longestHours = 876_000;

/** As the database has it; 24 h, 30 days and 30 days unless changed. */
export async function readTierRetention(reader: SqlReader): Promise<TierRetention> {
  const rows = await reader.all('SELECT tier, hours FROM tier_retention');
  const hours = new Map(rows.map(([tier, count]) => [toNumber(tier), toNumber(count)]));
  return { tier1Hours: hours.get(1) ?? 24, tier2Hours: hours.get(2) ?? 720, tier3Hours: hours.get(3) ?? 720 };
}

/**
 * Changes how long the tiers keep what they hold. Summaries that a longer retention asks for are made by the next run
 * over the hours, as far as the log reaches back.
 *
 * @throws {SkillsError} 'invalid-input' when a retention is no whole number of hours from 1 to 876,000, or tier 3 is to
 * look back further than tier 2
 */
export async function changeTierRetention(engine: SqlEngine, change: Partial<TierRetention>): Promise<TierRetention> {
  return engine.transaction(async (transaction) => {
    const before = await readTierRetention(transaction);
    const after = { ...before, ...change };
    for (const [name, hours] of Object.entries(after)) {
      if (!Number.isSafeInteger(hours) || hours < 1 || hours > longestHours) {
        throw new SkillsError(
          'invalid-input',
          `${name} is a whole number of hours from 1 to ${longestHours}, got ${hours}`,
        );
      }
    }
    if (after.tier3Hours > after.tier2Hours) {
      throw new SkillsError(
        'invalid-input',
        `tier 3 is counted from tier 2: tier3Hours ${after.tier3Hours} is more than tier2Hours ${after.tier2Hours}`,
      );
    }
    await transaction.runMany('UPDATE tier_retention SET hours = ?2 WHERE tier = ?1', [
      [1, after.tier1Hours],
      [2, after.tier2Hours],
      [3, after.tier3Hours],
    ]);
    if (after.tier2Hours > before.tier2Hours) await openEveryExecutionHour(transaction);
    return after;
  });
}
