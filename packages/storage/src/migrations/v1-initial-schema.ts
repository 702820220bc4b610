import type { SqlTransaction } from '../engine/sql-engine.ts';
import type { Migration } from './migration.ts';
import { ifMissing } from './sql-expressions.ts';
import { dropV1Objects, v1Objects } from './v1-objects.ts';
import { dropAside } from './v5-aside.ts';
import {
  migrationsTable,
  v1Indexes,
  v1LogTable,
  v1MetricsTable,
  v1SearchTable,
  v1SessionSkillsTable,
} from './v1-tables.ts';

/** The log, a row of metrics per skill, the skills of each session, and search in queries. */
export const v1InitialSchema: Migration = {
  version: 'V1__initial_schema',
  number: 1,
  description: 'Initial Schema',
  up: [
    `${migrationsTable}${v1LogTable}${v1SearchTable}${v1MetricsTable}${v1SessionSkillsTable}${v1Indexes}${v1Objects}`,
  ],
  down: [
    `${dropV1Objects}
DROP TABLE skill_invocation_fts;
DROP TABLE skill_invocation;
DROP TABLE session_skills;
DROP TABLE skill_metrics;
DROP TABLE IF EXISTS mv_daily_skills_adopted;
${dropAside}`,
  ],
  mend: [
    { name: 'make room for the view of days', run: moveDailyTable },
    `${dropV1Objects}${ifMissing(v1SearchTable)}${ifMissing(v1Indexes)}${v1Objects}
INSERT INTO skill_invocation_fts (skill_invocation_fts) VALUES ('rebuild');
`,
  ],
  discards: ['skill_invocation', 'skill_metrics', 'session_skills'],
};

/** The predecessor's table of days is never filled; one that somebody filled is kept under another name. */
async function moveDailyTable(transaction: SqlTransaction): Promise<void> {
  const [table] = await transaction.all(
    `SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'mv_daily_skills'`,
  );
  if (table === undefined) return;
  const [row] = await transaction.all('SELECT 1 FROM mv_daily_skills LIMIT 1');
  await transaction.script(
    row === undefined ? 'DROP TABLE mv_daily_skills' : 'ALTER TABLE mv_daily_skills RENAME TO mv_daily_skills_adopted',
  );
}
