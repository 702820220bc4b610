import { SkillsError } from '@skills/schema';

/** A record of a `skill_metrics.json`, with the field names of the predecessor. */
export type MetricsRecord = Readonly<Record<string, unknown>>;

/**
 * The calls that a metrics file of the predecessors holds, whatever wrote it: session-buddy and crackerjack (saved and
 * exported files, with or without aggregates in `skills`), and the designed shape in which `skills` maps each name to
 * its calls. Calls of that shape get the field names and units of the others.
 *
 * @throws {SkillsError} 'invalid-input' when the text is not JSON, or none of these
 */
export function parseMetricsJson(text: string): readonly MetricsRecord[] {
  const file = parseJson(text);
  if (isRecord(file)) {
    const { invocations, skills } = file;
    if (Array.isArray(invocations)) return invocations.map((record: unknown) => (isRecord(record) ? record : {}));
    if (isRecord(skills) && Object.values(skills).every((calls) => Array.isArray(calls))) {
      return Object.entries(skills).flatMap(([name, calls]) =>
        (Array.isArray(calls) ? calls : []).map((call: unknown) => (isRecord(call) ? completedCall(call, name) : {})),
      );
    }
  }
  throw new SkillsError('invalid-input', 'no metrics file: expected "invocations", or "skills" with calls by name');
}

function completedCall(call: MetricsRecord, skillName: string): MetricsRecord {
  const milliseconds = call['duration_ms'];
  const context = isRecord(call['metadata']) ? call['metadata'] : {};
  return {
    skill_name: skillName,
    invoked_at: call['invoked_at'],
    session_id: call['session_id'],
    completed: call['success'],
    duration_seconds: typeof milliseconds === 'number' ? milliseconds / 1000 : milliseconds,
    workflow_path: context['workflow'],
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
  } catch (cause) {
    throw new SkillsError('invalid-input', 'no metrics file: the text is not JSON', { cause });
  }
}

function isRecord(value: unknown): value is MetricsRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
