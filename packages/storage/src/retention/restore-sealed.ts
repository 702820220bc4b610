import type { SqlReader, SqlTransaction } from '../engine/sql-engine.ts';
import { unknownEventFields } from '../ingest/event-fields.ts';
import { toNumber } from '../read/cell.ts';
import { SkillRollup } from '../rollup/skill-rollup.ts';
import { SkillSessions } from '../rollup/skill-sessions.ts';
import { restoreUsage } from './seal-usage.ts';

const buckets = `invocations, completed, failed, duration_count, duration_us_sum, duration_seconds_sum_sq,
  completed_duration_count, completed_duration_us_sum, duration_sketch, sessions, last_invoked_at_ms`;

/** A database before V8 has nothing sealed. */
export async function hasSealedTables(reader: SqlReader): Promise<boolean> {
  const rows = await reader.all("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'sealed_call_day'");
  return rows.length > 0;
}

/** Puts what is sealed into the rollups, which are empty: what the log says is added to it. */
export async function restoreSealed(transaction: SqlTransaction): Promise<void> {
  await transaction.run(
    `INSERT INTO skill_rollup_hour (skill_id, hour, ${buckets})
     SELECT skill_id, hour, ${buckets} FROM sealed_call_hour WHERE project_id = 0`,
  );
  await transaction.run(
    `INSERT INTO skill_rollup_day (project_id, skill_id, day, ${buckets})
     SELECT project_id, skill_id, day, ${buckets} FROM sealed_call_day WHERE project_id >= 0`,
  );
  await restoreSessions(transaction);
  await restoreUsage(transaction);
}

const sessionsPerStep = 2_000;

/** Whole (skill, session) pairs at a time: the gaps of a pair are between its own hours. */
async function restoreSessions(transaction: SqlTransaction): Promise<void> {
  for (let from = -1; ;) {
    // oxlint-disable-next-line no-await-in-loop -- steps of bounded memory
    const [last] = await transaction.all(
      `SELECT max(session_id) FROM (SELECT DISTINCT session_id FROM sealed_session_hour WHERE session_id > ?1
         ORDER BY session_id LIMIT ${sessionsPerStep})`,
      [from],
    );
    const until = last?.[0];
    if (until === null || until === undefined) return;
    // oxlint-disable-next-line no-await-in-loop -- steps of bounded memory
    const rows = await transaction.all(
      `SELECT skill_id, session_id, hour, project_id FROM sealed_session_hour
       WHERE session_id > ?1 AND session_id <= ?2`,
      [from, until],
    );
    const sessions = new SkillSessions();
    for (const [skillId, sessionId, hour, projectId] of rows.map((row) => row.map(toNumber))) {
      const after = {
        ...unknownEventFields,
        skillId: skillId ?? 0,
        sessionId: sessionId ?? 0,
        projectId: projectId === 0 ? null : (projectId ?? null),
      };
      sessions.add({ invokedAtMs: (hour ?? 0) * 3_600_000, before: null, after });
    }
    const rollup = new SkillRollup();
    // oxlint-disable-next-line no-await-in-loop -- steps of bounded memory
    await sessions.count(transaction, rollup, 0);
    // oxlint-disable-next-line no-await-in-loop -- steps of bounded memory
    await sessions.write(transaction);
    // oxlint-disable-next-line no-await-in-loop -- steps of bounded memory
    await rollup.write(transaction);
    from = toNumber(until);
  }
}

/** Hours of which only sessions are known are past the age of the hourly tier. */
export async function dropExpiredHours(transaction: SqlTransaction): Promise<void> {
  await transaction.run('DELETE FROM skill_rollup_hour WHERE invocations = 0');
  await transaction.run('DELETE FROM skill_rollup_day WHERE invocations = 0');
  await transaction.run(
    `DELETE FROM skill_session_gap_hour WHERE NOT EXISTS (SELECT 1 FROM skill_rollup_hour AS r
       WHERE r.skill_id = skill_session_gap_hour.skill_id AND r.hour = skill_session_gap_hour.hour)`,
  );
}
