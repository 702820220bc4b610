import { SkillsError } from '@skills/schema';
import { integerOption } from '../arguments/option-values.ts';
import type { RunCommand } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { similarUsersPage } from '../pages/similar-users-page.ts';

const limits = { least: 1, most: 1000 };

/** `skills users similar USER` */
export const similarUsers: RunCommand = async ({ arguments: [userId = ''], options }, { compose, output }) => {
  if (userId === '') throw new SkillsError('invalid-usage', 'the argument <user> is empty');
  const question = {
    limit: integerOption(options, 'limit', limits),
    minCommonSkills: integerOption(options, 'minCommon', limits),
  };
  const engine = await compose.recommendations('read');
  const result = await engine.similarUsers(userId, question);
  await output.result(result, (page) => similarUsersPage(result, page));
  return exitCodes.done;
};
