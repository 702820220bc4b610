import { humanEffortLevels, SkillsError, type SkillInvocation } from '@skills/schema';

/** The seldom fields of an event, which the log keeps as one JSON object under these names. */
export type EventDetails = Pick<
  SkillInvocation,
  | 'taskId'
  | 'workflowStepId'
  | 'alternatives'
  | 'followUpActions'
  | 'humanEffortLevel'
  | 'browserUsed'
  | 'skillVersion'
  | 'metadata'
>;

/**
 * `skill_event.details` as fields; what is not there is left out.
 *
 * @throws {SkillsError} 'storage-corrupt' when the text is not a JSON object
 */
export function parseEventDetails(details: string | null): EventDetails {
  if (details === null) return {};
  const fields = parseObject(details);
  const effort = humanEffortLevels.find((level) => level === fields['humanEffortLevel']);
  const taskId = textOf(fields['taskId']);
  const workflowStepId = textOf(fields['workflowStepId']);
  const alternatives = textsOf(fields['alternatives']);
  const followUpActions = textsOf(fields['followUpActions']);
  const browserUsed = fields['browserUsed'];
  const skillVersion = textOf(fields['skillVersion']);
  const metadata = fields['metadata'];
  return {
    ...(taskId === undefined ? {} : { taskId }),
    ...(workflowStepId === undefined ? {} : { workflowStepId }),
    ...(alternatives === undefined ? {} : { alternatives }),
    ...(followUpActions === undefined ? {} : { followUpActions }),
    ...(effort === undefined ? {} : { humanEffortLevel: effort }),
    ...(typeof browserUsed === 'boolean' ? { browserUsed } : {}),
    ...(skillVersion === undefined ? {} : { skillVersion }),
    ...(isRecord(metadata) ? { metadata } : {}),
  };
}

type Fields = Readonly<Record<string, unknown>>;

function parseObject(details: string): Fields {
  try {
    const value: unknown = JSON.parse(details);
    if (isRecord(value)) return value;
  } catch (cause) {
    throw new SkillsError('storage-corrupt', `the details of an event are not JSON: ${details.slice(0, 80)}`, {
      cause,
    });
  }
  throw new SkillsError('storage-corrupt', `the details of an event are not an object: ${details.slice(0, 80)}`);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function textsOf(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const items: readonly unknown[] = value;
  return items.filter((item) => typeof item === 'string');
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
