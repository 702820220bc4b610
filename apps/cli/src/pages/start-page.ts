import type { SearchedPlace, StartResult } from '@skills/schema';
import type { Page } from '../output.ts';
import { formatBytes, formatCountOf, formatDuration, safeText } from '@skills/text';
import { overviewPage } from './overview-page.ts';
import { placeLines } from './page-parts.ts';

type StartPage = Page & {
  /** Of the simulated world, when that is what is shown. */
  readonly demoUrl?: string | undefined;
};

/** The main job for a person: what was collected, then the overview. */
export function startPage({ searched, collected, overview }: StartResult, page: StartPage): readonly string[] {
  if (collected === null) {
    const around =
      page.demoUrl === undefined ? [] : ['', page.style.dim(`  look around with --db ${safeText(page.demoUrl)}`)];
    return [...nothingFound(searched, page), '', ...overviewPage(overview, page), ...around];
  }
  const files = collected.sources.reduce((sum, source) => sum + source.files, 0);
  const bytes = collected.sources.reduce((sum, source) => sum + source.bytes, 0);
  const read = `read ${formatBytes(bytes)} of ${formatCountOf(files, 'file')} in ${formatDuration(collected.durationSeconds)}`;
  return [
    page.style.dim(`${read}: ${formatCountOf(collected.inserted, 'new call')}`),
    '',
    ...overviewPage(overview, page),
    '',
    ...nextSteps(page),
  ];
}

function nothingFound(searched: readonly SearchedPlace[], { style }: Page): readonly string[] {
  return [
    style.bold('Nothing to read yet'),
    '',
    ...placeLines(searched),
    '',
    `  ${style.bold('skills collect --from PATH')} reads another place.`,
    '  Until then, here is a simulated world, in a database of its own:',
  ];
}

function nextSteps({ style }: Page): readonly string[] {
  const steps = [
    ['skills show SKILL', 'everything about one skill'],
    ['skills top --since 7d', 'the ranking of the last week'],
    ['skills costs', 'tokens and price by model and by skill'],
  ];
  return ['Next', ...steps.map(([command = '', text = '']) => `  ${style.bold(command.padEnd(24))}${style.dim(text)}`)];
}
