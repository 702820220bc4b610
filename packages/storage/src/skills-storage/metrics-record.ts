import { errorClass, parseInput, skillEventSchema, toSkillInvocation, type SkillInvocation } from '@skills/schema';
import type { MetricsRecord } from './metrics-json.ts';

const source = 'session-buddy';
/** Session of the records that name none, as crackerjack writes them. */
const sessionOfNone = 'session-buddy:no-project';

/**
 * A record of a metrics file as a call. Its id is made of session, skill and time as written, which is also what
 * collecting the same file gives: two sessions that call one skill at the same moment are two calls, and a file that is
 * read twice, or by both ways, adds nothing. The user's query is not read.
 *
 * @throws {SkillsError} 'invalid-input' naming each field that is not what it should be
 */
export function toInvocationOfRecord(record: MetricsRecord): SkillInvocation {
  const event: Readonly<Record<string, unknown>> = {
    source,
    kind: 'skill',
    skillName: record['skill_name'],
    invokedAt: record['invoked_at'],
    completed: flagOf(record['completed']),
    sessionId: record['session_id'] ?? sessionOfNone,
    durationSeconds: record['duration_seconds'],
    workflowPath: textOrNone(record['workflow_path']),
    workflowPhase: textOrNone(record['workflow_phase']),
    workflowStepId: textOrNone(record['workflow_step_id']),
    selectionRank: record['selection_rank'],
    alternatives: record['alternatives_considered'],
    followUpActions: record['follow_up_actions'],
    errorType: typeof record['error_type'] === 'string' ? errorClass(record['error_type']) : undefined,
  };
  const known = Object.fromEntries(Object.entries(event).filter(([, value]) => value !== undefined));
  const parsed = parseInput(skillEventSchema, known);
  const session = typeof record['session_id'] === 'string' ? record['session_id'] : '';
  return toSkillInvocation(parsed, `${source}:${session}:${parsed.skillName}:${parsed.invokedAt}`);
}

/** SQLite's booleans are numbers; a call without an outcome is open. */
function flagOf(value: unknown): unknown {
  if (value === 1 || value === 0) return value === 1;
  return value ?? null;
}

function textOrNone(value: unknown): unknown {
  return value === '' ? undefined : value;
}
