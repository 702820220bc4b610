import { SkillsError } from '@skills/schema';
import type { RunCommand } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { showPage } from '../pages/show-page.ts';
import { askedWindows, kindOption } from './report-options.ts';

/** `skills show SKILL` */
export const show: RunCommand = async ({ arguments: [skillName = ''], options }, { compose, nowMs, output }) => {
  const kind = kindOption(options);
  const { window, dayWindow } = askedWindows(options, nowMs());
  const reports = await compose.reports();
  const result = await reports.skill.show({ skillName, kind, window, dayWindow }).catch((error: unknown) => {
    throw withAdvice(error);
  });
  await output.result(result, (page) => showPage(result, page));
  return exitCodes.done;
};

function withAdvice(error: unknown): unknown {
  if (!(error instanceof SkillsError) || error.code !== 'not-found') return error;
  const advice = 'skills top names what ran, --since all looks at everything';
  return new SkillsError(error.code, `${error.message}; ${advice}`, { cause: error });
}
