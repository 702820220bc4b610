import type { Migration } from './migration.ts';
import { ifMissing, numberIn, outcomeOf } from './sql-expressions.ts';

export const workflowColumns = `
ALTER TABLE skill_invocation ADD COLUMN workflow_phase TEXT;
ALTER TABLE skill_invocation ADD COLUMN workflow_step_id TEXT;
`;

export const v3Indexes = `
CREATE INDEX idx_invocation_workflow_phase ON skill_invocation (workflow_phase) WHERE workflow_phase IS NOT NULL;
CREATE INDEX idx_invocation_workflow_step ON skill_invocation (workflow_step_id) WHERE workflow_step_id IS NOT NULL;
CREATE INDEX idx_invocation_phase_completion ON skill_invocation (workflow_phase, completed)
  WHERE workflow_phase IS NOT NULL;
`;

/** `v_skill_effectiveness_by_phase.completion_rate` is a percentage, `v_skills_by_phase_usage.success_rate` a fraction. */
export const v3Objects: string = `
CREATE VIEW v_skill_effectiveness_by_phase AS
SELECT
  skill_name,
  workflow_phase,
  count(*) AS total_invocations,
  count(*) FILTER (WHERE completed = 1) AS completed_count,
  count(*) FILTER (WHERE completed = 0) AS abandoned_count,
  avg(CASE WHEN completed = 1 THEN ${numberIn('duration_seconds')} END) AS avg_duration_seconds,
  avg(CASE WHEN completed = 1 THEN ${numberIn('duration_seconds')} END) AS avg_completion_time,
  100.0 * avg(${outcomeOf('completed')}) AS completion_rate
FROM skill_invocation
WHERE workflow_phase IS NOT NULL
GROUP BY skill_name, workflow_phase;

CREATE VIEW v_workflow_phase_patterns AS
SELECT
  workflow_phase,
  count(*) AS invocations_in_phase,
  count(DISTINCT skill_name) AS unique_skills_in_phase,
  count(*) FILTER (WHERE completed = 1) AS successful_completions,
  avg(${numberIn('duration_seconds')}) AS avg_phase_duration
FROM skill_invocation
WHERE workflow_phase IS NOT NULL
GROUP BY workflow_phase
ORDER BY workflow_phase;

CREATE VIEW v_skills_by_phase_usage AS
SELECT skill_name, workflow_phase, count(*) AS usage_count, avg(${outcomeOf('completed')}) AS success_rate
FROM skill_invocation
WHERE workflow_phase IS NOT NULL
GROUP BY skill_name, workflow_phase
ORDER BY skill_name, workflow_phase;
`;

export const dropV3Objects = `
DROP VIEW IF EXISTS v_skills_by_phase_usage;
DROP VIEW IF EXISTS v_workflow_phase_patterns;
DROP VIEW IF EXISTS v_skill_effectiveness_by_phase;
`;

export const v3AddWorkflowCorrelation: Migration = {
  version: 'V3__add_workflow_correlation',
  number: 3,
  description: 'Add workflow phase tracking for skills',
  up: [`${workflowColumns}${v3Indexes}${v3Objects}`],
  down: [
    `${dropV3Objects}
DROP INDEX idx_invocation_phase_completion;
DROP INDEX idx_invocation_workflow_step;
DROP INDEX idx_invocation_workflow_phase;
ALTER TABLE skill_invocation DROP COLUMN workflow_step_id;
ALTER TABLE skill_invocation DROP COLUMN workflow_phase;
`,
  ],
  mend: [`${dropV3Objects}${ifMissing(v3Indexes)}${v3Objects}`],
  discards: [],
};
