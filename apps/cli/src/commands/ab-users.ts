import type { UserOutcome } from '@skills/schema';
import { parseInput, SkillsError, userOutcomeSchema } from '@skills/schema';
import { choiceOption, flagOption, numberOption, textOption } from '../arguments/option-values.ts';
import type { CommandContext } from '../command-context.ts';
import type { CommandInput, RunCommand } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { assignmentPage, recordedPage } from '../pages/ab-status-page.ts';

/** `skills ab assign TEST USER…`, and with `-` one user per line of standard input */
export const assignUsers: RunCommand = async ({ arguments: [test = '', ...users] }, context) => {
  const userIds = users.length === 1 && users[0] === '-' ? await lines(context) : users;
  if (userIds.length === 0)
    throw new SkillsError('invalid-usage', 'skills ab assign: the argument <users...> is missing');
  const experiments = await context.compose.experiments('write');
  const result = await experiments.assignUsers(test, userIds);
  await context.output.result(result, (page) => assignmentPage(result, page));
  return exitCodes.done;
};

/** `skills ab record TEST USER`, and with `-` outcomes as NDJSON from standard input, all or none */
export const recordOutcome: RunCommand = async (input, context) => {
  const [test = '', user = ''] = input.arguments;
  const outcomes = user === '-' ? (await lines(context)).map(outcomeOfLine) : [outcomeOf(user, input.options)];
  const experiments = await context.compose.experiments('write');
  const result = await experiments.recordOutcomes(test, outcomes);
  await context.output.result(result, () => recordedPage(result));
  return exitCodes.done;
};

async function lines({ standardInput }: CommandContext): Promise<readonly string[]> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of standardInput) chunks.push(chunk);
  return Buffer.concat(chunks)
    .toString('utf8')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');
}

/** @throws {SkillsError} 'invalid-input', naming the line */
function outcomeOfLine(line: string, index: number): UserOutcome {
  try {
    return parseInput(userOutcomeSchema, JSON.parse(line));
  } catch (cause) {
    const reason = cause instanceof SkillsError ? cause.message : 'not valid JSON';
    throw new SkillsError('invalid-input', `line ${index + 1}: ${reason}; nothing was recorded`, { cause });
  }
}

function outcomeOf(userId: string, options: CommandInput['options']): UserOutcome {
  const isCompleted = flagOption(options, 'completed');
  if (isCompleted === flagOption(options, 'failed')) {
    throw new SkillsError('invalid-usage', 'skills ab record: expected either --completed or --failed');
  }
  return {
    userId,
    skillName: textOption(options, 'skill'),
    completed: isCompleted,
    durationSeconds: numberOption(options, 'duration', { least: 0, most: 31_536_000 }),
    userRating: numberOption(options, 'rating', { least: 1, most: 5 }),
    recordedAt: textOption(options, 'at'),
    seenGroup: choiceOption(options, 'group', ['control', 'treatment']),
  };
}
