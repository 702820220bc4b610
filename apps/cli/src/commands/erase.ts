import { SkillsError } from '@skills/schema';
import { flagOption, textOption } from '../arguments/option-values.ts';
import type { RunCommand } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { erasePage } from '../pages/erase-page.ts';

/** `skills erase --project P | --user U` */
export const erase: RunCommand = async ({ options }, { compose, output }) => {
  const project = textOption(options, 'project');
  const user = textOption(options, 'user');
  const id = project ?? user;
  if (id === undefined || id === '' || (project !== undefined && user !== undefined)) {
    throw new SkillsError('invalid-usage', 'erase needs either --project PROJECT or --user USER');
  }
  const kind = project === undefined ? 'user' : 'project';
  const dryRun = flagOption(options, 'dryRun');
  const withCopies = flagOption(options, 'backups');
  const isAllowed = flagOption(options, 'allowAgain');
  if (isAllowed && (dryRun || withCopies)) {
    throw new SkillsError(
      'invalid-usage',
      `--allow-again and --${dryRun ? 'dry-run' : 'backups'} contradict each other`,
    );
  }
  const erasure = await compose.erasure();
  const result = await (isAllowed
    ? erasure.allow({ kind, id })
    : erasure.erase({ kind, id, dryRun, withCopies, progress: output.progress }));
  await output.result(result, (page) => erasePage(result, page));
  return exitCodes.done;
};
