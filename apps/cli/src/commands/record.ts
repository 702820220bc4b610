import { randomUUID } from 'node:crypto';
import type { SkillEvent } from '@skills/schema';
import { parseInput, skillEventSchema, SkillsError, toTimestamp, triggers } from '@skills/schema';
import type { RecordEntry } from '@skills/services';
import type { OptionValues } from '../arguments/option-values.ts';
import { choiceOption, flagOption, numberOption, textOption } from '../arguments/option-values.ts';
import { timestampOption } from '../arguments/time-option.ts';
import type { CommandContext } from '../command-context.ts';
import type { RunCommand } from '../command.ts';
import { recordExitCode, recordPage } from '../pages/record-page.ts';
import { kindOption } from './report-options.ts';

/** `skills record SKILL` and `skills record -` */
export const record: RunCommand = async ({ arguments: [skill = ''], options }, context) => {
  const { compose, nowMs, output } = context;
  const entries =
    skill === '-' ? await entriesOfInput(context) : [{ line: 1, event: eventOf(skill, options, nowMs()) }];
  const recording = await compose.recording();
  const result = await recording.record(entries);
  for (const { line, reason } of result.rejected) output.problem(`line ${line}: ${reason}`);
  await output.result(result, () => recordPage(result));
  return recordExitCode(result);
};

async function entriesOfInput({ compose, output, standardInput }: CommandContext): Promise<AsyncIterable<RecordEntry>> {
  if (standardInput.isTTY === true) output.note('reading events as NDJSON from the terminal; ^D ends');
  const formats = await compose.formats();
  return formats.readLines(standardInput);
}

/**
 * One event as the options describe it.
 *
 * @throws {SkillsError} 'invalid-usage' | 'invalid-input'
 */
function eventOf(skillName: string, options: OptionValues, nowMs: number): SkillEvent {
  const isCompleted = flagOption(options, 'completed');
  const isFailed = flagOption(options, 'failed');
  if (isCompleted && isFailed) throw new SkillsError('invalid-usage', '--completed and --failed contradict each other');
  return parseInput(skillEventSchema, {
    // Two commands are two calls, even within one millisecond.
    eventId: textOption(options, 'id') ?? randomUUID(),
    source: textOption(options, 'source') ?? 'cli',
    kind: kindOption(options) ?? 'skill',
    skillName,
    invokedAt: toTimestamp(timestampOption(options, 'at') ?? nowMs),
    completed: isCompleted || isFailed ? isCompleted : null,
    durationSeconds: numberOption(options, 'duration', { least: 0, most: 31_536_000 }),
    sessionId: textOption(options, 'session') ?? 'manual',
    userId: textOption(options, 'user'),
    projectId: textOption(options, 'project'),
    workflowPhase: textOption(options, 'phase'),
    errorType: textOption(options, 'error'),
    model: textOption(options, 'model'),
    rating: numberOption(options, 'rating', { least: 1, most: 5 }),
    trigger: choiceOption(options, 'trigger', triggers),
  });
}
