import type { RunCommand } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { risksPage } from '../pages/risks-page.ts';

/** `skills risks` */
export const risks: RunCommand = async (_, { compose, output }) => {
  const { engine } = await compose.executions('read');
  const result = await engine.getRiskPatterns();
  await output.result(result, (page) => risksPage(result, page));
  return exitCodes.done;
};
