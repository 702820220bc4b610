import { searchMethods, SkillsError } from '@skills/schema';
import { choiceOption, flagOption, numberOption, textOption } from '../arguments/option-values.ts';
import type { RunCommand } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { searchPage, similarSkillsPage } from '../pages/search-page.ts';
import { limitOption } from './report-options.ts';

const defaultLimit = 10;

/** `skills search TEXT` */
export const search: RunCommand = async ({ arguments: words, options }, { compose, output }) => {
  const text = words.join(' ').trim();
  const like = textOption(options, 'like');
  if ((text === '') === (like === undefined)) {
    throw new SkillsError('invalid-usage', 'search takes a text, or --like and a skill');
  }
  const limit = limitOption(options, defaultLimit);
  const asked = {
    limit,
    method: choiceOption(options, 'method', searchMethods) ?? 'fused',
    workflowPhase: textOption(options, 'phase'),
    phaseWeight: numberOption(options, 'phaseWeight', { least: 0, most: 1 }) ?? 0.3,
    category: textOption(options, 'category'),
    installedOnly: flagOption(options, 'installed'),
  };
  const library = await compose.skillLibrary('keep');
  await library.bringUpToDate();
  if (like === undefined) {
    const result = await library.search.searchByQuery(text, asked);
    await output.result(result, (page) => searchPage(result, page));
  } else {
    const result = await library.search.getSimilarSkills(like, { limit });
    await output.result(result, (page) => similarSkillsPage(result, page));
  }
  return exitCodes.done;
};
