import type { ABTestConfig, ExperimentDesign } from '@skills/schema';
import { experimentDesigns, SkillsError, toTimestamp } from '@skills/schema';
import type { OptionValues } from '../arguments/option-values.ts';
import { choiceOption, flagOption, integerOption, numberOption, textOption } from '../arguments/option-values.ts';
import { momentOption, timestampOption } from '../arguments/time-option.ts';
import { kindOption } from './report-options.ts';

const fraction = { least: 0, most: 1 };
const defaultMargin = 0.05;

/**
 * The experiment that the options of `skills ab create` describe. Ranges are checked where it is made.
 *
 * @throws {SkillsError} 'invalid-usage', naming the option and its value
 */
export function experimentConfig(testName: string, options: OptionValues, nowMs: number): ABTestConfig {
  const design = designOption(options);
  const startMs = momentOption(options, 'start', nowMs) ?? nowMs;
  const endMs = timestampOption(options, 'end');
  const changeMs = timestampOption(options, 'changeAt');
  const [control, treatment] = design === 'before_after' ? ['before', 'after'] : ['control', 'treatment'];
  return {
    testName,
    description: textOption(options, 'description') ?? '',
    controlStrategy: textOption(options, 'control') ?? textOption(options, 'controlVersion') ?? control,
    treatmentStrategy: textOption(options, 'treatment') ?? textOption(options, 'treatmentVersion') ?? treatment,
    startDate: toTimestamp(startMs),
    endDate: endMs === undefined ? null : toTimestamp(endMs),
    design,
    skillName: textOption(options, 'skill') ?? null,
    skillKind: kindOption(options) ?? null,
    controlVersion: textOption(options, 'controlVersion') ?? null,
    treatmentVersion: textOption(options, 'treatmentVersion') ?? null,
    changeAt: changeMs === undefined ? null : toTimestamp(changeMs),
    inference: flagOption(options, 'fixed') ? 'fixed' : 'sequential',
    minSampleSize: integerOption(options, 'minSample', { least: 1, most: 1e9 }),
    assignmentRatio: numberOption(options, 'ratio', fraction),
    metrics: listOption(options, 'metrics'),
    guardrails: guardrailsOption(options),
    lowerIsBetter: listOption(options, 'lowerIsBetter'),
    higherIsBetter: listOption(options, 'higherIsBetter'),
    outcomesFrom: choiceOption(options, 'outcomes', ['recorded', 'events']),
    seed: textOption(options, 'seed'),
    alpha: numberOption(options, 'alpha', fraction),
    winsorizeAt: numberOption(options, 'winsorize', fraction),
    prePeriodDays: numberOption(options, 'preDays', { least: 0, most: 365 }),
    minimumEffect: numberOption(options, 'effect', { least: 0, most: 1e9 }),
  };
}

function designOption(options: OptionValues): ExperimentDesign {
  const text = textOption(options, 'design')?.replace('-', '_');
  const design = experimentDesigns.find((known) => known === (text ?? 'randomised'));
  if (design === undefined) {
    throw new SkillsError('invalid-usage', `--design ${text}: expected one of randomised, versions, before-after`);
  }
  return design;
}

/** Words with commas between them. */
function listOption(options: OptionValues, name: string): string[] | undefined {
  return textOption(options, name)
    ?.split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

/** `duration_seconds:0.1,user_rating`: metrics, each with the share of control's value that it may lose. */
function guardrailsOption(options: OptionValues): { metric: string; margin: number }[] | undefined {
  return listOption(options, 'guardrails')?.map((word) => {
    const [metric = '', margin] = word.split(':');
    return { metric, margin: margin === undefined ? defaultMargin : Number(margin) };
  });
}
