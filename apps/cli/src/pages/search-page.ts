import type { SearchResult, SimilarSkillsResult, SkillMatch } from '@skills/schema';
import type { Page } from '../output.ts';
import { formatCount, formatCountOf, formatPercent, safeText } from '@skills/text';
import { wrapText } from '../terminal/wrap-text.ts';
import { emptyState, ratePaint } from './page-parts.ts';

const longestDescription = 240;
const indent = 6;

/** What a search found, for a person. */
export function searchPage(result: SearchResult, page: Page): readonly string[] {
  const { style } = page;
  const phase = result.workflowPhase === null ? '' : `, for the phase ${safeText(result.workflowPhase, 30)}`;
  const title = `${style.bold(`Skills for “${safeText(result.query, 60)}”`)}  ${style.dim(`${formatCountOf(result.searched, 'skill')} searched${phase}`)}`;
  if (result.searched === 0) return [title, '', ...emptyState('No skill is known yet.', page, { isWindowed: false })];
  if (result.results.length === 0) return [title, '', '  None fits.'];
  return [title, ...result.results.flatMap((match, index) => matchLines(match, index + 1, page))];
}

function matchLines(match: SkillMatch, place: number, page: Page): readonly string[] {
  const { style } = page;
  const facts = [
    match.category === null ? undefined : safeText(match.category, 30),
    match.invocations === 0
      ? 'never used'
      : `${formatCount(match.invocations)} ${match.invocations === 1 ? 'call' : 'calls'}`,
    match.isInstalled ? 'installed' : undefined,
  ].filter((fact) => fact !== undefined);
  const rate =
    match.completionRate === null
      ? ''
      : `, works ${ratePaint(match.completionRate, style)(formatPercent(match.completionRate))}`;
  return [
    '',
    `${String(place).padStart(4)}  ${style.bold(safeText(match.skillName, 60))}  ${style.dim(facts.join(' · '))}${rate}`,
    ...descriptionLines(match.description, page),
  ];
}

function descriptionLines(description: string, { width, style }: Page): readonly string[] {
  if (description === '') return [];
  return wrapText(safeText(description, longestDescription), width - indent).map(
    (line) => `${' '.repeat(indent)}${style.dim(line)}`,
  );
}

/** Skills that say the same as one, for a person. */
export function similarSkillsPage(result: SimilarSkillsResult, page: Page): readonly string[] {
  const { style } = page;
  return [
    `${style.bold(`Like ${safeText(result.skillName, 60)}`)}  ${style.dim(`${formatCountOf(result.searched, 'skill')} compared`)}`,
    ...result.results.flatMap(({ skillName, description, similarity }) => [
      '',
      `  ${similarity.toFixed(2)}  ${style.bold(safeText(skillName, 60))}`,
      ...descriptionLines(description, page),
    ]),
  ];
}
