import { integerOption } from '../arguments/option-values.ts';
import type { RunCommand } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { evaluatePage } from '../pages/evaluate-page.ts';

/** `skills evaluate` */
export const evaluate: RunCommand = async ({ options }, { compose, output }) => {
  const k = integerOption(options, 'k', { least: 1, most: 1000 });
  const seed = integerOption(options, 'seed', { least: 0, most: 4_294_967_295 });
  const engine = await compose.recommendations('write');
  const result = await engine.evaluate({ k, seed });
  await output.result(result, (page) => evaluatePage(result, page));
  return exitCodes.done;
};
