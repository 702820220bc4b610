import type { DemoResult } from '@skills/schema';
import { choiceOption, integerOption } from '../arguments/option-values.ts';
import type { OptionValues } from '../arguments/option-values.ts';
import type { RunCommand } from '../command.ts';
import type { CommandContext } from '../command-context.ts';
import type { Composition } from '@skills/composition';
import { exitCodes } from '../exit-code.ts';
import { overviewPage } from '../pages/overview-page.ts';
import { safeText } from '@skills/text';
import { askedWindows } from './report-options.ts';

const scales = ['small', 'medium', 'large'] as const;
const defaultSeed = 1;
const overviewRows = 10;

/** `skills demo` */
export const demo: RunCommand = async ({ options }, context) => {
  const scale = choiceOption(options, 'scale', scales) ?? 'small';
  // A named database is filled; otherwise a separate one, so that nothing real gets mixed with it.
  await using separate = options['db'] === undefined ? await context.compose.forDemo() : undefined;
  const composition = separate ?? context.compose;
  const result = await runDemo({ composition, scale, seed: seedOption(options) }, context);
  await context.output.result(result, (page) => [
    ...overviewPage(result.overview, page),
    '',
    page.style.dim(`  look around with --db ${safeText(result.url)}`),
  ]);
  return exitCodes.done;
};

export type DemoOptions = {
  readonly composition: Composition;
  readonly scale: (typeof scales)[number];
  readonly seed: number;
  /** Rows of each table of the overview. Default 10. */
  readonly limit?: number;
};

/** Fills a database with a simulated world that ends now, and looks at it. */
export async function runDemo(
  { composition, scale, seed, limit = overviewRows }: DemoOptions,
  context: CommandContext,
): Promise<DemoResult> {
  const { nowMs, output, signal } = context;
  const world = await composition.demo();
  const { inserted, duplicates } = await world.simulate({
    scale,
    seed,
    nowMs: nowMs(),
    signal,
    progress: output.progress,
  });
  const reports = await composition.reports();
  const overview = await reports.overview.overview({
    ...askedWindows({}, nowMs()),
    limit,
    simulated: true,
  });
  return { simulated: true, url: await composition.databaseUrl(), scale, seed, inserted, duplicates, overview };
}

export function seedOption(options: OptionValues): number {
  return integerOption(options, 'seed', { least: 0, most: 4_294_967_295 }) ?? defaultSeed;
}
