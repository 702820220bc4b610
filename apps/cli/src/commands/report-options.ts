import type { RollupWindow, SkillKind } from '@skills/schema';
import { skillKinds } from '@skills/schema';
import { snapWindow } from '@skills/storage';
import type { OptionValues } from '../arguments/option-values.ts';
import { choiceOption, integerOption, textOption } from '../arguments/option-values.ts';
import { windowOption } from '../arguments/time-option.ts';
import type { Reports } from '@skills/composition';

export type AskedWindows = {
  /** Hours up to 48 h, else days; days for one project. */
  readonly window: RollupWindow;
  /** The same in whole days, for what is kept by the day. */
  readonly dayWindow: RollupWindow;
  /** The same in whole hours. */
  readonly hourWindow: RollupWindow;
};

const hourMs = 3_600_000;

/** The window of `--since` and `--until`, widened to what rollups can answer. */
export function askedWindows(options: OptionValues, nowMs: number, projectId?: string): AskedWindows {
  const asked = windowOption(options, nowMs);
  return {
    window: snapWindow({ ...asked, projectId }),
    dayWindow: snapWindow({ ...asked, bucket: 'day' }),
    hourWindow: {
      sinceMs: Math.floor(asked.sinceMs / hourMs) * hourMs,
      untilMs: Math.ceil(asked.untilMs / hourMs) * hourMs,
      bucket: 'hour',
    },
  };
}

export function kindOption(options: OptionValues): SkillKind | undefined {
  return choiceOption(options, 'kind', skillKinds);
}

export function limitOption(options: OptionValues, otherwise: number): number {
  return integerOption(options, 'limit', { least: 1, most: 1_000_000 }) ?? otherwise;
}

/** The id of the project that `--project` names. */
export async function projectOption(options: OptionValues, reports: Reports): Promise<string | undefined> {
  const text = textOption(options, 'project');
  return text === undefined ? undefined : reports.projectIdOf(text);
}
