import type { SqlEngine } from '@skills/storage';

/** Sizes of the predecessor's design: projects, and calls in each of them. */
export type AggregationScale = { readonly name: string; readonly projects: number; readonly callsPerProject: number };

export const aggregationScales: readonly AggregationScale[] = [
  { name: 'small', projects: 10, callsPerProject: 1_000 },
  { name: 'medium', projects: 50, callsPerProject: 10_000 },
  { name: 'large', projects: 100, callsPerProject: 100_000 },
];

const yearMs = 365 * 86_400_000;
const otherLabels = ['bench', 'setup', 'execution', 'verification', 'cleanup', 'opus', 'sonnet', 'haiku'];
const workflowNames = ['feature', 'fix', 'review', 'release', 'research'];

/**
 * A year of calls, evenly spread, straight into the log: twenty of sixty skills in each project, five phases, three models,
 * nineteen of twenty outcomes known, one call in eight with follow-up actions and the version of its skill, a new one each
 * quarter. Twenty calls a session, two hundred users; one session in four is a run of one of five workflows.
 */
export async function fillLog(
  engine: SqlEngine,
  { projects, callsPerProject }: AggregationScale,
  untilMs: number,
): Promise<void> {
  const calls = projects * callsPerProject;
  await engine.transaction(async (transaction) => {
    await transaction.runMany(
      `INSERT INTO project (external_id, name, registered, active, registered_at_ms) VALUES (?1, ?1, 1, 1, 0)`,
      Array.from({ length: projects }, (_, index) => [`project-${index}`]),
    );
    await transaction.runMany(
      `INSERT INTO skill (name, kind) VALUES (?, 'skill')`,
      Array.from({ length: 60 }, (_, index) => [`skill-${index}`]),
    );
    await transaction.runMany(
      'INSERT INTO label (text) VALUES (?)',
      [...otherLabels, ...workflowNames].map((text) => [text]),
    );
    await transaction.runMany(
      'INSERT INTO app_user (pseudonym) VALUES (?)',
      Array.from({ length: 200 }, (_, index) => [`user-${index}`]),
    );
    await transaction.run(
      `WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ?1 - 1)
       INSERT INTO session (external_id, first_at_ms, last_at_ms)
       SELECT 'session-' || i, ?2 + i * 20 * ?3 / ?4, ?2 + (i * 20 + 19) * ?3 / ?4 FROM n`,
      [Math.ceil(calls / 20), untilMs - yearMs, yearMs, calls],
    );
    // Three multiplicative hashes of the number of the call.
    await transaction.run(
      `WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ?1 - 1),
       h AS (SELECT i, ((i * 2654435761) & 0xffffffff) AS a, ((i * 2246822519 + 374761393) & 0xffffffff) AS b,
         ((i * 3266489917 + 668265263) & 0xffffffff) AS c FROM n)
       INSERT INTO skill_event (event_key, skill_id, session_id, source_label, project_id, user_id, completed,
         duration_seconds, phase_label, model_label, workflow_path_label, details)
       SELECT (?2 + i * ?3 / ?1) << 21 | (i & 0xffff), 1 + ((a >> 8) % ?4 * 7 + (b >> 8) % 20) % 60, 1 + i / 20, 1,
         1 + (a >> 8) % ?4, 1 + i / 20 % 200,
         CASE WHEN (c >> 6) % 20 = 0 THEN NULL ELSE (c >> 12) % 100 < 70 + (b >> 8) % 20 END,
         ((c >> 9) % 60000) / 1000.0, nullif(1 + (b >> 12) % 5, 1), 6 + (c >> 15) % 3,
         CASE WHEN i / 20 % 4 = 0 THEN ?5 + i / 80 % 5 END,
         CASE WHEN (b >> 15) % 8 = 0 THEN
           '{"skillVersion":"1.' || (i * 4 / ?1) || '","metadata":{"followUpCount":' || ((c >> 20) % 5) || '}}' END
       FROM h`,
      [calls, untilMs - yearMs, yearMs, projects, otherLabels.length + 1],
    );
  });
}
