import { SkillsError } from '@skills/schema';
import { dependencyText, withGraph } from '@skills/services';
import type { OptionValues } from '../arguments/option-values.ts';
import { choiceOption, flagOption, numberOption } from '../arguments/option-values.ts';
import type { RunCommand } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { dependenciesPage } from '../pages/dependencies-page.ts';
import { limitOption } from './report-options.ts';

const graphFormats = ['dot', 'mermaid'] as const;
const defaultLimit = 20;
const most = Number.MAX_SAFE_INTEGER;

/** `skills deps [SKILL]` */
export const deps: RunCommand = async ({ arguments: [skillName], options }, { compose, output }) => {
  const question = {
    skillName,
    minLift: numberOption(options, 'minLift', { least: 0, most }),
    minSupport: numberOption(options, 'minSupport', { least: 0, most }),
  };
  const graph = choiceOption(options, 'graph', graphFormats);
  const limit = limitOption(options, defaultLimit);
  const isUpdate = flagOption(options, 'update');
  const patterns = await compose.patterns(isUpdate ? 'write' : 'read');
  const result = isUpdate
    ? await patterns.updateDependencies(question, minCoOccurrence(options))
    : await patterns.dependencies.list(question);
  if (graph === undefined) {
    await output.result(result, (page) => dependenciesPage(result, page, { skillName, limit }));
  } else if (output.json) {
    await output.result(withGraph(result), () => []);
  } else {
    await output.bytes(dependencyText(result, graph));
  }
  return exitCodes.done;
};

/** Of `--min-support` as a number of sessions. */
function minCoOccurrence(options: OptionValues): number | undefined {
  const support = numberOption(options, 'minSupport', { least: 0, most });
  if (support === undefined) return undefined;
  if (Number.isInteger(support) && support >= 1) return support;
  throw new SkillsError('invalid-usage', `--min-support ${support}: with --update a whole number of sessions`);
}
