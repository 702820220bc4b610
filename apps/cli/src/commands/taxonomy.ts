import type { TaxonomyAssignResult } from '@skills/schema';
import { SkillsError } from '@skills/schema';
import type { SkillTaxonomy } from '@skills/services';
import { numberOption } from '../arguments/option-values.ts';
import type { RunCommand } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { taxonomyAssignPage, taxonomyPage } from '../pages/taxonomy-page.ts';

/** `skills taxonomy init` */
export const initTaxonomy: RunCommand = async (_, { compose, output }) => {
  const { taxonomy } = await compose.skillLibrary('write');
  const result = await taxonomy.init();
  await output.result(result, (page) => taxonomyPage(result, page));
  return exitCodes.done;
};

/** `skills taxonomy list` */
export const listTaxonomy: RunCommand = async (_, { compose, output }) => {
  const { taxonomy } = await compose.skillLibrary('read');
  const result = await taxonomy.list();
  await output.result(result, (page) => taxonomyPage(result, page));
  return exitCodes.done;
};

/** `skills taxonomy assign [SKILL CATEGORY]` */
export const assignTaxonomy: RunCommand = async ({ arguments: words, options }, { compose, output }) => {
  const [skillName, ...categoryWords] = words;
  const category = categoryWords.join(' ');
  const minConfidence = numberOption(options, 'minConfidence', { least: 0, most: 1 }) ?? 0.5;
  if (skillName !== undefined && category === '') {
    throw new SkillsError('invalid-usage', 'taxonomy assign takes a skill and its category, or neither');
  }
  const library = await compose.skillLibrary('write');
  await library.bringUpToDate();
  const result = await assigned(library.taxonomy, { skillName, category, minConfidence });
  await output.result(result, (page) => taxonomyAssignPage(result, skillName, page));
  return exitCodes.done;
};

type Assignment = {
  readonly skillName: string | undefined;
  readonly category: string;
  readonly minConfidence: number;
};

async function assigned(
  taxonomy: SkillTaxonomy,
  { skillName, category, minConfidence }: Assignment,
): Promise<TaxonomyAssignResult> {
  if (skillName === undefined) return taxonomy.assign({ minConfidence });
  if (category.toLowerCase() === 'auto') return taxonomy.forget(skillName, { minConfidence });
  return taxonomy.choose(skillName, category.toLowerCase() === 'none' ? null : category);
}
