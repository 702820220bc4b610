import { byTime, elementText, jsonArrayOf, numberIn } from './sql-expressions.ts';

function edge(direction: 'ASC' | 'DESC'): string {
  return `(SELECT e.invoked_at FROM skill_invocation AS e WHERE e.skill_name = i.skill_name
    ORDER BY ${byTime('e.invoked_at', direction)} LIMIT 1)`;
}

function counts(rows: string): string {
  return `SELECT skill_name, json_group_object(text, calls) AS map
    FROM (SELECT skill_name, text, count(*) AS calls FROM (${rows}) GROUP BY skill_name, text) GROUP BY skill_name`;
}

function countsOf(column: string): string {
  return counts(`SELECT skill_name, ${column} AS text FROM skill_invocation WHERE typeof(${column}) = 'text'`);
}

// A table-valued function in the FROM clause sees the columns of the tables before it.
const actions = `SELECT c.skill_name, ${elementText} AS text
  FROM skill_invocation AS c JOIN json_each(${jsonArrayOf('c.follow_up_actions')}) AS element
  WHERE c.follow_up_actions IS NOT NULL AND element.type <> 'null'`;

const moved = [
  'total_invocations',
  'completed_invocations',
  'abandoned_invocations',
  'total_duration_seconds',
  'avg_duration_seconds',
  'completion_rate',
  'workflow_paths',
  'common_errors',
  'follow_up_actions',
  'first_invoked',
  'last_invoked',
  'updated_at',
] as const;

/** Counts every skill of `skill_invocation` anew, as the triggers of V1 would have. Skills that never ran stay. */
export const refreshSkillMetrics: string = `
WITH
  path AS (${countsOf('workflow_path')}),
  error AS (${countsOf('error_type')}),
  action AS (${counts(actions)}),
  skill_calls AS (
    SELECT skill_name, count(*) AS total, count(*) FILTER (WHERE completed = 1) AS completed,
      count(*) FILTER (WHERE completed = 0) AS abandoned,
      coalesce(sum(${numberIn('duration_seconds')}) FILTER (WHERE completed = 1), 0.0) AS seconds,
      avg(${numberIn('duration_seconds')}) FILTER (WHERE completed = 1) AS average
    FROM skill_invocation GROUP BY skill_name
  )
INSERT INTO skill_metrics (skill_name, ${moved.join(', ')})
SELECT i.skill_name, i.total, i.completed, i.abandoned, i.seconds, i.average,
  coalesce(100.0 * i.completed / nullif(i.completed + i.abandoned, 0), 0.0),
  coalesce(path.map, '{}'), coalesce(error.map, '{}'), coalesce(action.map, '{}'),
  ${edge('ASC')}, ${edge('DESC')}, datetime('now')
FROM skill_calls AS i
LEFT JOIN path ON path.skill_name = i.skill_name
LEFT JOIN error ON error.skill_name = i.skill_name
LEFT JOIN action ON action.skill_name = i.skill_name
WHERE true
ON CONFLICT (skill_name) DO UPDATE SET ${moved.map((column) => `${column} = excluded.${column}`).join(', ')};
`;
