import type { SearchedPlace, StartResult } from '@skills/schema';
import type { Page } from '../output.ts';
import { formatBytes, formatCountOf, formatDuration } from '../terminal/human-format.ts';
import { safeText } from '../terminal/safe-text.ts';
import { overviewPage } from './overview-page.ts';

/** The main job for a person: what was collected, then the overview. */
export function startPage({ searched, collected, overview }: StartResult, page: Page): readonly string[] {
  if (collected === null) return [...nothingFound(searched, page), '', ...overviewPage(overview, page)];
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
    '  No assistant has written anything down in the places where it would be:',
    ...searched.map(({ source, path }) => `    ${source.padEnd(15)}${safeText(path)}`),
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
