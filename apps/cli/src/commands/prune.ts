import type { PruneResult } from '@skills/schema';
import { SkillsError } from '@skills/schema';
import { ageOption } from '../arguments/age-option.ts';
import { flagOption, textOption } from '../arguments/option-values.ts';
import type { OptionValues } from '../arguments/option-values.ts';
import { momentOption } from '../arguments/time-option.ts';
import type { RunCommand } from '../command.ts';
import type { CommandContext } from '../command-context.ts';
import { exitCodes } from '../exit-code.ts';
import { prunePage } from '../pages/prune-page.ts';

const tiers = ['raw', 'hourly', 'daily'] as const;

/** `skills db prune` */
export const prune: RunCommand = async ({ options }, context) => {
  const result = await (textOption(options, 'before') === undefined
    ? pruneByAge(options, context)
    : pruneBefore(options, context));
  await context.output.result(result, (page) => prunePage(result, page));
  return result.totals?.isUnchanged === false ? exitCodes.failed : exitCodes.done;
};

async function pruneByAge(options: OptionValues, { compose, output }: CommandContext): Promise<PruneResult> {
  const given = tiers.flatMap((tier) => {
    const age = ageOption(options, tier);
    return age === undefined ? [] : [[tier, age] as const];
  });
  const retention = await compose.retention();
  const ages = Object.fromEntries(given);
  if (given.length === 0 && Object.values(await retention.ages()).every((age) => age === null)) {
    throw new SkillsError(
      'invalid-usage',
      'no tier has an age yet: db prune --raw 90d --hourly 1y --daily all keeps them; --before 365d forgets what is older',
    );
  }
  return retention.prune({ ages, dryRun: flagOption(options, 'dryRun'), progress: output.progress });
}

async function pruneBefore(options: OptionValues, { compose, nowMs }: CommandContext): Promise<PruneResult> {
  const conflicting = tiers.find((tier) => textOption(options, tier) !== undefined);
  if (conflicting !== undefined) {
    throw new SkillsError('invalid-usage', `--before and --${conflicting} contradict each other`);
  }
  const dryRun = flagOption(options, 'dryRun');
  const beforeMs = momentOption(options, 'before', nowMs()) ?? 0;
  const maintenance = await compose.maintenance();
  const { deleted } = await maintenance.prune(beforeMs, dryRun);
  return { dryRun, deleted, tiers: null, tables: [], totals: null, bytes: null };
}
