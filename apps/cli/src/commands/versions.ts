import { SkillsError } from '@skills/schema';
import { integerOption } from '../arguments/option-values.ts';
import { exchangeFile, requirePath } from './exchange-file.ts';
import type { CommandInput, RunCommand } from '../command.ts';
import type { CommandContext } from '../command-context.ts';
import type { ExitCode } from '../exit-code.ts';
import { exitCodes } from '../exit-code.ts';
import { practiceExportPage, practiceImportPage, versionsPage } from '../pages/versions-page.ts';
import { readJsonFile } from './read-json-file.ts';
import { askedWindows, limitOption } from './report-options.ts';

const defaultLimit = 10;
const leastUsers = 11;
const mostUsers = 1_000_000;

/** `skills versions [SKILL]` */
export const versions: RunCommand = async (input, context) => {
  const { arguments: given, options } = input;
  const [skillName] = given;
  const actions = ['export', 'import'].filter((name) => options[name] !== undefined);
  if (actions.length > 1)
    throw new SkillsError('invalid-usage', '--export and --import are separate: give one of them');
  if (actions.length > 0 && skillName !== undefined) {
    throw new SkillsError('invalid-usage', `--${actions[0]} is of every skill, not of ${skillName}`);
  }
  if (options['minUsers'] !== undefined && actions[0] !== 'export') {
    throw new SkillsError('invalid-usage', '--min-users goes with --export');
  }
  if (actions[0] === 'import') return importPractice(input, context);
  if (actions[0] === 'export') return exportPractice(input, context);
  const limit = limitOption(options, defaultLimit);
  const { window } = askedWindows(options, context.nowMs());
  // What is installed now is a sighting, too.
  const library = await context.compose.skillLibrary('keep');
  await (await library.scan()).keep();
  const built = await context.compose.versions('keep');
  const result = await built.versions.versions({ window, skillName });
  await context.output.result(result, (page) => versionsPage(result, page, limit));
  return exitCodes.done;
};

async function exportPractice(
  { options }: CommandInput,
  { compose, nowMs, output }: CommandContext,
): Promise<ExitCode> {
  const path = requirePath(options, 'export');
  const minUsers = integerOption(options, 'minUsers', { least: leastUsers, most: mostUsers });
  const { window } = askedWindows(options, nowMs());
  const { exchange } = await compose.versions('keep');
  const file = await exchange.release({ window, minUsers });
  const formats = await compose.formats();
  await formats.save(path, exchangeFile(file));
  const result = { path, minUsers: file.minUsers, skills: file.skills.length, sequences: file.sequences.length };
  await output.result(result, (page) => practiceExportPage(result, page));
  return exitCodes.done;
}

async function importPractice({ options }: CommandInput, { compose, output }: CommandContext): Promise<ExitCode> {
  const content = await readJsonFile(requirePath(options, 'import'));
  const { exchange } = await compose.versions('write');
  const result = await exchange.take(content);
  await output.result(result, (page) => practiceImportPage(result, page));
  return exitCodes.done;
}
