import type { ConfidenceChange, ConfidenceLevel, StoredToolProfile, Tool } from '@skills/schema';
import { confidenceLevels, SkillsError, toTimestamp } from '@skills/schema';
import type { SqlEngine, SqlReader, SqlRow, SqlTransaction, SqlValue } from '../engine/sql-engine.ts';
import { toNullableText, toNumber, toText } from '../read/cell.ts';
import { toTool } from './tool-hour-repository.ts';

export type ToolProfileRepositoryDependencies = { readonly engine: SqlReader };

/** Profiles of tools over the rolling window of tier 3, and how their levels changed. */
export class ToolProfileRepository {
  readonly #engine: SqlReader;

  constructor({ engine }: ToolProfileRepositoryDependencies) {
    this.#engine = engine;
  }

  /** Changes of levels, the latest first. */
  async changes(limit: number, tool?: Tool): Promise<readonly ConfidenceChange[]> {
    const rows = await this.#engine.all(
      `SELECT s.name, s.kind, c.changed_at_ms, c.from_level, c.to_level, c.seed_level, c.executions, c.successful,
         c.failed, c.success_rate_lower, c.success_rate_upper
       FROM tool_confidence_change AS c JOIN skill AS s ON s.skill_id = c.skill_id
       WHERE (?2 IS NULL OR (s.name = ?2 AND s.kind = ?3))
       ORDER BY c.changed_at_ms DESC, c.change_id DESC LIMIT ?1`,
      [limit, tool?.toolName ?? null, tool?.kind ?? null],
    );
    return rows.map(toChange);
  }

  /** When the profiles were last made; `undefined` before the first time. */
  async updatedAt(): Promise<string | undefined> {
    const [row] = await this.#engine.all('SELECT max(last_updated) FROM tier3_tool_profiles');
    return toNullableText(row?.[0] ?? null) ?? undefined;
  }
}

/**
 * Replaces tier 3: a tool that no longer ran in the window has no profile. Levels that differ from what was stored go
 * into the history.
 *
 * @returns how many levels changed, those of new tools among them
 */
export async function storeToolProfiles(
  engine: SqlEngine,
  profiles: readonly StoredToolProfile[],
  atMs: number,
): Promise<number> {
  return engine.transaction(async (transaction) => {
    const before = await storedLevels(transaction);
    await transaction.run('DELETE FROM tier3_tool_profiles WHERE true');
    await transaction.runMany(
      `INSERT INTO tier3_tool_profiles (id, tool_name, kind, total_executions, successful_executions, failed_executions,
         avg_duration_seconds, avg_cost, avg_tokens, success_rate, success_rate_lower, success_rate_upper,
         confidence_level, seed_confidence_level, risk_patterns, last_updated)
       SELECT skill_id, name, kind, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15
       FROM skill WHERE name = ?1 AND kind = ?2`,
      profiles.map((profile) => profileRow(profile, atMs)),
    );
    const changed = profiles.filter((profile) => before.get(keyOf(profile)) !== profile.level);
    await transaction.runMany(
      `INSERT INTO tool_confidence_change (skill_id, changed_at_ms, from_level, to_level, seed_level, executions,
         successful, failed, success_rate_lower, success_rate_upper)
       SELECT skill_id, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11 FROM skill WHERE name = ?1 AND kind = ?2`,
      changed.map((profile) => [
        profile.toolName,
        profile.kind,
        atMs,
        before.get(keyOf(profile)) ?? null,
        profile.level,
        profile.seedLevel,
        profile.executions,
        profile.successful,
        profile.failed,
        profile.lower,
        profile.upper,
      ]),
    );
    return changed.length;
  });
}

/** The last known level of every tool, those without a profile now among them. */
async function storedLevels(transaction: SqlTransaction): Promise<ReadonlyMap<string, ConfidenceLevel>> {
  const rows = await transaction.all(
    `SELECT s.name, s.kind, c.to_level FROM tool_confidence_change AS c JOIN skill AS s ON s.skill_id = c.skill_id
     WHERE c.change_id IN (SELECT max(change_id) FROM tool_confidence_change GROUP BY skill_id)`,
  );
  return new Map(rows.map(([name, kind, level]) => [keyOf(toTool(name, kind)), toLevel(level)]));
}

function toChange(row: SqlRow): ConfidenceChange {
  return {
    ...toTool(row[0], row[1]),
    changedAtMs: toNumber(row[2]),
    fromLevel: toNullableText(row[3]) === null ? null : toLevel(row[3]),
    toLevel: toLevel(row[4]),
    seedLevel: toLevel(row[5]),
    executions: toNumber(row[6]),
    successful: toNumber(row[7]),
    failed: toNumber(row[8]),
    lower: toNumber(row[9]),
    upper: toNumber(row[10]),
  };
}

function profileRow(profile: StoredToolProfile, atMs: number): SqlRow {
  const known = profile.successful + profile.failed;
  const average = (sum: number, count: number): number | null => (count === 0 ? null : sum / count);
  return [
    profile.toolName,
    profile.kind,
    profile.executions,
    profile.successful,
    profile.failed,
    average(profile.durationSecondsSum, profile.durationCount),
    average(profile.costUsdSum, profile.costCount),
    average(profile.tokenSum, profile.tokenCount),
    average(profile.successful, known),
    profile.lower,
    profile.upper,
    profile.level,
    profile.seedLevel,
    JSON.stringify(profile.riskPatterns),
    toTimestamp(atMs),
  ];
}

function keyOf({ toolName, kind }: Tool): string {
  return `${kind} ${toolName}`;
}

function toLevel(cell: SqlValue | undefined): ConfidenceLevel {
  const level = confidenceLevels.find((known) => known === cell);
  if (level !== undefined) return level;
  throw new SkillsError('storage-corrupt', `the database holds ${toText(cell)} where a level was expected`);
}
