import { SkillsError } from '@skills/schema';
import { recommenderNames } from '@skills/collaborative-filtering';
import { choiceOption, flagOption, integerOption, textOption } from '../arguments/option-values.ts';
import type { RunCommand } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { recommendPage } from '../pages/recommend-page.ts';

const limits = { least: 1, most: 1000 };

/** `skills recommend --user U` */
export const recommend: RunCommand = async ({ options }, { compose, output }) => {
  const userId = textOption(options, 'user') ?? '';
  if (userId === '')
    throw new SkillsError('invalid-usage', 'skills recommend needs --user: an id, or a pseudonym as printed');
  const question = {
    userId,
    limit: integerOption(options, 'limit', limits),
    model: choiceOption(options, 'model', recommenderNames),
    project: textOption(options, 'project'),
    installedOnly: flagOption(options, 'installed'),
  };
  const engine = await compose.recommendations('read');
  const result = await engine.recommend(question);
  await output.result(result, (page) => recommendPage(result, page));
  return exitCodes.done;
};
