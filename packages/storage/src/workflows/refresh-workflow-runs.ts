import { SkillsError } from '@skills/schema';
import type { SqlEngine, SqlReader } from '../engine/sql-engine.ts';
import { toNumber } from '../read/cell.ts';
import { loggedRunColumns, loggedRunsQuery } from './logged-runs-query.ts';

/**
 * Puts the runs of sessions together anew in which the log changed, at first those of the whole log. A database that
 * cannot be written now stays as it is: whoever reads puts those sessions together himself.
 *
 * @returns whether anything was written
 */
export async function refreshWorkflowRuns(engine: SqlEngine): Promise<boolean> {
  const isCounted = await isLogCounted(engine);
  const [stale] = await engine.all('SELECT 1 FROM workflow_stale_session LIMIT 1');
  if (isCounted && stale === undefined) return false;
  const sessions = isCounted ? 'session_id IN (SELECT session_id FROM workflow_stale_session)' : 'true';
  try {
    await engine.transaction(async (transaction) => {
      await transaction.run(`DELETE FROM workflow_log_run WHERE ${sessions}`);
      await transaction.run(`INSERT INTO workflow_log_run (${loggedRunColumns}) ${loggedRunsQuery(sessions)}`);
      await transaction.run('DELETE FROM workflow_stale_session WHERE true');
      await transaction.run('INSERT INTO workflow_log_counted (counted) VALUES (1) ON CONFLICT DO NOTHING');
    });
    return true;
  } catch (error) {
    if (error instanceof SkillsError && isBusyOrReadOnly(error)) return false;
    throw error;
  }
}

/** Whether only the marked sessions are missing. */
export async function isLogCounted(reader: SqlReader): Promise<boolean> {
  const [row] = await reader.all('SELECT EXISTS (SELECT 1 FROM workflow_log_counted)');
  return toNumber(row?.[0]) === 1;
}

function isBusyOrReadOnly({ code }: SkillsError): boolean {
  return code === 'storage-busy' || code === 'storage-read-only';
}
