import type { SqlTransaction } from '../engine/sql-engine.ts';
import { createdTables } from './created-tables.ts';
import { v5CompatibilityTables } from './v5-compatibility-tables.ts';
import { eventOfRow, sourceOfRows } from './v5-row.ts';
import { v5Tables } from './v5-tables.ts';
import { v8AsideTables } from './v8-aside.ts';

/** Tables of V5 that a rollback sets aside under another name, because V4 cannot hold what is in them. */
export const keptTables: readonly string[] = [
  ...createdTables(v5Tables),
  'rollup_stale',
  'skill_event_legacy_sequence',
  'v5_row_id',
  'v5_interaction_id',
];

function asideName(table: string): string {
  return `v5_aside_${table}`;
}

export const setAside: string = keptTables
  .map((table) => `ALTER TABLE ${table} RENAME TO ${asideName(table)};\n`)
  .join('');

/** For the down of V1, when nothing is left that they could come back to. */
export const dropAside: string = keptTables.map((table) => `DROP TABLE IF EXISTS ${asideName(table)};\n`).join('');

const takeBack = keptTables.map((table) => `ALTER TABLE ${asideName(table)} RENAME TO ${table};\n`).join('');

/** `v5_row_id` says which row of V4 is which event; `v5_interaction_id` which interactions were made from the log. */
export const rowIdTables = `
CREATE TABLE v5_row_id (
  id INTEGER PRIMARY KEY,
  event_key INTEGER NOT NULL UNIQUE
) STRICT;
CREATE TABLE v5_interaction_id (
  id INTEGER PRIMARY KEY
) STRICT;
`;

/** Makes the tables of V5, or takes back those of the last time. */
export async function makeOrTakeBackTables(transaction: SqlTransaction): Promise<void> {
  const [aside] = await transaction.all(`SELECT 1 FROM sqlite_schema WHERE name = '${asideName('skill_event')}'`);
  if (aside === undefined) {
    await transaction.script(`${v5Tables}${v5CompatibilityTables}${rowIdTables}`);
    return;
  }
  const known = new Set(keptTables);
  const others = v5CompatibilityTables
    .split(/(?=CREATE TABLE )/)
    .filter((statement) => !known.has(createdTables(statement)[0] ?? ''));
  await transaction.script(`${takeBack}${others.join('')}`);
}

const beyondRow = [
  'project_id',
  'user_id',
  'trigger_label',
  'model_label',
  'agent_label',
  'rating',
  'input_tokens',
  'output_tokens',
  'cache_read_tokens',
  'cache_creation_tokens',
  'cost_usd',
].map((column) => `e.${column} IS NOT NULL`);

const differs = Object.entries(eventOfRow).map(([column, value]) => `e.${column} IS NOT (${value})`);

const holdsMoreThanV4 = `
SELECT EXISTS (SELECT 1 FROM ${asideName('app_user')}) OR EXISTS (SELECT 1 FROM ${asideName('project')})
  OR EXISTS (SELECT 1 FROM ${asideName('message_usage')}) OR EXISTS (SELECT 1 FROM ${asideName('skill_offer')})
  OR EXISTS (SELECT 1 FROM ${asideName('source_file')}) OR EXISTS (SELECT 1 FROM ${asideName('quarantine')})
  OR EXISTS (SELECT 1 FROM ${asideName('pending_completion')})
  OR EXISTS (SELECT 1 FROM ${asideName('session')} AS n
    WHERE NOT EXISTS (SELECT 1 FROM ${asideName('skill_event')} AS e WHERE e.session_id = n.session_id))
  OR EXISTS (
    SELECT 1 FROM ${asideName('skill_event')} AS e
    JOIN ${asideName('skill')} AS s ON s.skill_id = e.skill_id
    LEFT JOIN ${asideName('skill_event_legacy')} AS l ON l.event_key = e.event_key
    WHERE l.event_key IS NULL OR l.id = l.event_key OR l.completed IS NULL OR s.kind <> 'skill'
      OR e.source_label IS NOT (SELECT label_id FROM ${asideName('label')} WHERE text = '${sourceOfRows}')
      OR ${[...beyondRow, ...differs.map((condition) => condition.replaceAll('FROM label', `FROM ${asideName('label')}`))].join(' OR ')})`;

/** Leaves a clean V4 when the rows of V4 alone can make every event again, as after adopting a predecessor's database. */
export async function dropNeedlessAside(transaction: SqlTransaction): Promise<void> {
  // What V8 has set aside knows projects, skills and sessions by their numbers.
  if ((await v8AsideTables(transaction)).length > 0) return;
  const [row] = await transaction.all(holdsMoreThanV4);
  if (row?.[0] === 0) await transaction.script(dropAside);
}
