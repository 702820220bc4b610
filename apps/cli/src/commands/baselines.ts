import { SkillsError } from '@skills/schema';
import { flagOption, integerOption, numberOption } from '../arguments/option-values.ts';
import type { CommandInput, RunCommand } from '../command.ts';
import type { CommandContext } from '../command-context.ts';
import type { ExitCode } from '../exit-code.ts';
import { exitCodes } from '../exit-code.ts';
import { readJsonFile } from './read-json-file.ts';
import { baselineExportPage, baselineImportPage, baselinesPage } from '../pages/baselines-page.ts';
import { exchangeFile, requirePath } from './exchange-file.ts';

// Groups inside one database, and groups that leave it.
const leastInside = 5;
const leastOutside = 11;
const mostUsers = 1_000_000;

/** `skills baselines` */
export const baselines: RunCommand = async (input, context) => {
  const { options } = input;
  const actions = ['update', 'export', 'import'].filter((name) => options[name] !== undefined);
  if (actions.length > 1) {
    throw new SkillsError('invalid-usage', `--${actions.join(' and --')} are separate: give one of them`);
  }
  if (options['epsilon'] !== undefined && actions[0] !== 'export') {
    throw new SkillsError('invalid-usage', '--epsilon goes with --export');
  }
  if (actions[0] === 'export') return exportBaselines(input, context);
  if (actions[0] === 'import') return importBaselines(input, context);
  const update = flagOption(options, 'update');
  const minUsers = integerOption(options, 'minUsers', { least: leastInside, most: mostUsers });
  const exchange = await context.compose.baselines(update ? 'write' : 'read');
  const result = await exchange.baselines({ update, minUsers });
  await context.output.result(result, (page) => baselinesPage(result, page));
  return exitCodes.done;
};

async function exportBaselines({ options }: CommandInput, { compose, output }: CommandContext): Promise<ExitCode> {
  const path = requirePath(options, 'export');
  const minUsers = integerOption(options, 'minUsers', { least: leastOutside, most: mostUsers });
  const epsilon = numberOption(options, 'epsilon', { least: 0.001, most: 1 });
  const exchange = await compose.baselines(epsilon === undefined ? 'read' : 'write');
  const { file, budget } = await exchange.release({ minUsers, epsilon });
  const formats = await compose.formats();
  await formats.save(path, exchangeFile(file));
  const result = { path, baselines: file.baselines.length, minUsers: file.minUsers, budget };
  await output.result(result, (page) => baselineExportPage(result, page));
  return exitCodes.done;
}

async function importBaselines({ options }: CommandInput, { compose, output }: CommandContext): Promise<ExitCode> {
  const content = await readJsonFile(requirePath(options, 'import'));
  const exchange = await compose.baselines('write');
  const result = await exchange.take(content);
  await output.result(result, (page) => baselineImportPage(result, page));
  return exitCodes.done;
}
