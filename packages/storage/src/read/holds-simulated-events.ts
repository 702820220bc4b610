import type { SqlReader } from '../engine/sql-engine.ts';

/**
 * Whether a simulated world is in the log, alone or beside real events: by its projects, or, after an export and an
 * import, by the source of the first and the last event. The log is not scanned.
 */
export async function holdsSimulatedEvents(reader: SqlReader): Promise<boolean> {
  const [row] = await reader.all(
    `SELECT EXISTS (SELECT 1 FROM project WHERE path LIKE '/simulated/%')
       OR EXISTS (
         SELECT 1 FROM label WHERE text = 'simulation' AND label_id IN (
           (SELECT source_label FROM skill_event ORDER BY event_key LIMIT 1),
           (SELECT source_label FROM skill_event ORDER BY event_key DESC LIMIT 1)))`,
  );
  return row?.[0] === 1;
}
