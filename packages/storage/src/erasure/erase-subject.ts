import { foldUnusedPhases } from '../call-totals/call-totals.ts';
import type { SqlTransaction } from '../engine/sql-engine.ts';
import { openEveryExecutionHour } from '../executions/open-hours.ts';
import { rebuildRollups, rebuildSkillMetrics } from '../rollup/rebuild-rollups.ts';
import { eraseRows } from './erase-rows.ts';
import { eraseUnusedNames } from './erase-unused-names.ts';
import type { ErasureSubject } from './erasure-subject.ts';
import { eraseSealedProject } from './merge-sealed.ts';

export type EraseOptions = {
  /** A keyed hash, so that what was erased is told when it comes again, and cannot be read. */
  readonly tombstoneOf: (kind: TombstoneKind, id: string) => string;
  /** UTC epoch milliseconds. */
  readonly nowMs: number;
  /** Told what is done next: each of `erasureSteps` once. */
  readonly onStep?: ((step: ErasureStep) => void) | undefined;
};

/** In their order. Counting a million calls anew takes most of the time. */
export const erasureSteps = ['deleting', 'counting calls', 'counting skills', 'deleting names'] as const;
export type ErasureStep = (typeof erasureSteps)[number];

export type TombstoneKind = 'project' | 'user' | 'session' | 'file';

/**
 * Deletes everything of a project or a user, and makes anew what was counted of it. Copies that were made of the log or
 * learned from it (segments, pairs, models, summaries) go as a whole: they are made again when they are asked for. What
 * retention has sealed names projects and no users: of a user it keeps counts that say nothing of whom.
 */
export async function eraseSubject(
  transaction: SqlTransaction,
  subject: ErasureSubject,
  { tombstoneOf, nowMs, onStep }: EraseOptions,
): Promise<void> {
  const { kind, number, externalId, path, sessions, files } = subject;
  onStep?.('deleting');
  await openEveryExecutionHour(transaction);
  if (kind === 'project') {
    await transaction.run(
      `DELETE FROM tier2_tool_hours WHERE sealed = 1 AND (hour, skill_id) IN (
         SELECT hour, skill_id FROM sealed_call_hour WHERE project_id = ?1)`,
      [number],
    );
    await eraseSealedProject(transaction, number);
  }
  await eraseRows(transaction, subject);
  for (const copy of copiesOfTheLog) {
    // oxlint-disable-next-line no-await-in-loop -- one table after the other
    await transaction.run(`DELETE FROM ${copy}`);
  }
  if (kind === 'project') {
    await transaction.run('DELETE FROM counter_total WHERE instr(series, ?1) > 0', [externalId]);
    if (path !== null) await eraseInstalledSkills(transaction, path);
    await transaction.run('DELETE FROM project WHERE project_id = ?1', [number]);
  } else {
    await transaction.run('DELETE FROM app_user WHERE user_id = ?1', [number]);
  }
  const paths = JSON.stringify(files);
  await transaction.run('DELETE FROM source_file WHERE path IN (SELECT value FROM json_each(?1))', [paths]);
  await transaction.run('DELETE FROM quarantine WHERE path IN (SELECT value FROM json_each(?1))', [paths]);
  onStep?.('counting calls');
  await rebuildRollups(transaction);
  onStep?.('counting skills');
  await rebuildSkillMetrics(transaction);
  onStep?.('deleting names');
  await foldUnusedPhases(transaction);
  await eraseUnusedNames(transaction);
  // Their indexes keep the words of deleted rows until they are made anew.
  for (const index of ['skill_invocation_fts', 'skill_document_fts']) {
    // oxlint-disable-next-line no-await-in-loop -- two
    await transaction.run(`INSERT INTO ${index} (${index}) VALUES ('rebuild')`);
  }
  await transaction.runMany(
    'INSERT OR REPLACE INTO erased_subject (tombstone, kind, cause, erased_at_ms) VALUES (?, ?, ?, ?)',
    [
      [kind, externalId] as const,
      ...sessions.map((session) => ['session', session.externalId] as const),
      ...files.map((file) => ['file', file] as const),
    ].map(([what, id]) => [tombstoneOf(what, id), what, tombstoneOf(kind, externalId), nowMs]),
  );
}

/** Skills that lie in the project's folder, and what was made of their texts: the next scan makes that anew. */
async function eraseInstalledSkills(transaction: SqlTransaction, path: string): Promise<void> {
  const inside = `substr(path, 1, length(?1) + 1) = ?1 || '/'`;
  const found = await transaction.all(`SELECT DISTINCT skill_name FROM installed_skill WHERE ${inside}`, [path]);
  if (found.length === 0) return;
  await transaction.run(`DELETE FROM installed_skill WHERE ${inside}`, [path]);
  await transaction.runMany(
    'DELETE FROM skill_version_seen WHERE skill_name = ?1 AND skill_name NOT IN (SELECT skill_name FROM installed_skill)',
    found,
  );
  for (const table of ['skill_document', 'skill_document_fts', 'search_model']) {
    // oxlint-disable-next-line no-await-in-loop -- three
    await transaction.run(`DELETE FROM ${table}`);
  }
}

const copiesOfTheLog = [
  'event_segment_column',
  'event_segment',
  "skill_pair WHERE source = 'computed'",
  'tier2_tool_hours WHERE sealed = 0',
  'tier2_tool_days',
  'tier2_hourly_summaries',
  'skill_aggregate',
  'aggregated_project',
  'aggregate_run',
  'prediction_model',
  'skill_anomaly_baseline',
];

/** Lets what was erased come back when it is collected again; returns how many tombstones went. */
export async function allowAgain(transaction: SqlTransaction, tombstone: string): Promise<number> {
  return transaction.run('DELETE FROM erased_subject WHERE cause = ?1', [tombstone]);
}
