import type { RecommendResult } from '@skills/schema';
import type { Page } from '../output.ts';
import { formatAgo } from '@skills/text';
import { needLines, recommendationTable } from './recommendation-columns.ts';

/** What to try next, for a person. */
export function recommendPage(result: RecommendResult, page: Page): readonly string[] {
  const { style } = page;
  const { recommendations, needs, minUsers, userId } = result;
  const ofTaste = recommendations.filter(({ source }) => source === 'collaborative_filtering');
  const ofAll = recommendations.filter(({ source }) => source === 'global_popularity');
  return [
    `${style.bold('What to try next')}  ${style.dim(`${userId}, ${modelText(result, page)}`)}`,
    ...(ofTaste.length > 0 ? ['', ...recommendationTable(ofTaste, page)] : []),
    ...(ofAll.length > 0 ? ['', style.bold('Works best for everybody'), ...recommendationTable(ofAll, page)] : []),
    ...(recommendations.length === 0 && needs === null ? ['', '  Nothing that this user does not have already.'] : []),
    ...(needs === null ? [] : ['', ...needLines(needs, minUsers)]),
  ];
}

function modelText({ model: { name, chosenBy, evaluatedAt } }: RecommendResult, { nowMs }: Page): string {
  if (chosenBy === 'request') return `by ${name}`;
  if (chosenBy === 'too-little-data') return 'too few users for a model';
  if (chosenBy === 'default') return `by ${name}; skills evaluate finds the best model for this log`;
  return `by ${name}, the best model for this log (${formatAgo(Date.parse(evaluatedAt ?? ''), nowMs)})`;
}
