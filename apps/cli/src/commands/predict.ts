import { SkillsError } from '@skills/schema';
import type { OptionValues } from '../arguments/option-values.ts';
import { numberOption, textOption } from '../arguments/option-values.ts';
import { earliestMs, momentOption, timestampOption } from '../arguments/time-option.ts';
import type { RunCommand } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { predictPage } from '../pages/predict-page.ts';
import { trainingPage } from '../pages/training-page.ts';
import { kindOption } from './report-options.ts';

const defaultWindow = '30d';
/** A year; nobody's session is longer. */
const mostMinutes = 525_600;

/** `skills predict train` */
export const predictTrain: RunCommand = async ({ options }, { compose, nowMs, output }) => {
  const window = { sinceMs: windowStartMs(options, nowMs()), untilMs: nowMs() + 1 };
  const predictor = await compose.prediction('write');
  const result = await predictor.trainModel({ window });
  await output.result(result, (page) => trainingPage(result, page));
  return exitCodes.done;
};

/** `skills predict SKILL` */
export const predict: RunCommand = async ({ arguments: [skillName = ''], options }, { compose, nowMs, output }) => {
  const question = {
    skillName,
    kind: kindOption(options),
    workflowPhase: textOption(options, 'phase'),
    userId: textOption(options, 'user'),
    sessionId: textOption(options, 'session'),
    sessionLengthMinutes: numberOption(options, 'sessionMinutes', { least: 0, most: mostMinutes }),
    // What ran in this very millisecond is known now.
    atMs: timestampOption(options, 'at') ?? nowMs() + 1,
    isExplained: true,
  };
  const predictor = await compose.prediction('read');
  const result = await predictor.predictSuccessProbability(question);
  await output.result(result, (page) => predictPage(result, page));
  return exitCodes.done;
};

/** `30d`, `all`, or the time where the window begins. */
function windowStartMs(options: OptionValues, nowMs: number): number {
  const text = textOption(options, 'window') ?? defaultWindow;
  if (text === 'all') return earliestMs;
  const startMs = momentOption({ window: text }, 'window', nowMs) ?? nowMs;
  if (startMs >= nowMs) throw new SkillsError('invalid-usage', `--window ${text} is not before now`);
  return Math.max(earliestMs, startMs);
}
