import type { EffectivenessResult, Insight } from '@skills/schema';
import {
  formatAgo,
  formatCount,
  formatCountOf,
  formatDuration,
  formatInterval,
  formatPercent,
  safeText,
} from '@skills/text';
import type { Page } from '../output.ts';
import { heading, kindText, ratePaint } from './page-parts.ts';
import { freshnessLine, nothingCounted } from './project-parts.ts';

/** How well a skill works, for a person. */
export function effectivenessPage(result: EffectivenessResult, page: Page): readonly string[] {
  const { skillName, kind, window, found, projectId } = result;
  const scope = projectId === null ? 'every registered project' : safeText(projectId, 60);
  const title = `${safeText(skillName, 60)}${kind === null ? '' : ` (${kindText(kind)})`} in ${scope}`;
  return [
    heading(title, window, page),
    '',
    ...(found
      ? [...figures(result, page), '', ...statements(result, page)]
      : nothingCounted('It did not run in this period in a registered project.', page)),
    '',
    freshnessLine(result.freshness, page),
  ];
}

function figures(result: EffectivenessResult, { style, nowMs }: Page): readonly string[] {
  const { successRate, successRateLower, successRateUpper, averageFollowUpActions: followUps } = result;
  const lines = [
    [
      'works',
      `${ratePaint(successRate, style)(formatPercent(successRate))}  95 % CI ${formatInterval(successRateLower, successRateUpper)}, ${formatCount(result.successfulCompletions)} of ${formatCount(result.successfulCompletions + result.failures)} with a known outcome`,
    ],
    [
      'used',
      `${formatCountOf(result.totalUses, 'time')}, last ${result.lastUsed === null ? '–' : formatAgo(Date.parse(result.lastUsed), nowMs)}, first ${result.firstUsed?.slice(0, 10) ?? '–'}`,
    ],
    ['takes', `${formatDuration(result.averageDurationSeconds)} on average`],
    [
      'follow-ups',
      followUps === null
        ? 'not known'
        : `${followUps.toFixed(1)} a call, from ${formatCountOf(result.followUpCount, 'call')}${meanText(result)}`,
    ],
  ];
  return lines.map(([name = '', text = '']) => `  ${style.dim(name.padEnd(12))}${text}`);
}

function meanText({ followUpLower, followUpUpper }: EffectivenessResult): string {
  if (followUpLower === null || followUpUpper === null) return '';
  return `, 95 % CI ${Math.max(0, followUpLower).toFixed(1)}–${followUpUpper.toFixed(1)}`;
}

function statements({ insights, recommendations }: EffectivenessResult, { style }: Page): readonly string[] {
  if (insights.length === 0)
    return [`  ${style.dim('Nothing more can be said for sure: too few calls, or nothing unusual.')}`];
  return [
    ...insights.map((insight) => `  ${paintOf(insight, style)(insight.text)} ${style.dim(basis(insight))}`),
    ...recommendations.map(
      ({ action, priority }) => `  ${style.bold('do')} ${action} ${style.dim(`(${priority} priority)`)}`,
    ),
  ];
}

function paintOf({ type }: Insight, style: Page['style']): (text: string) => string {
  return type === 'excellent_success' ? style.green : type === 'low_success' ? style.red : style.yellow;
}

function basis({ type, lower, upper, threshold, count }: Insight): string {
  const interval = type === 'high_follow_up' ? `${lower.toFixed(1)}–${upper.toFixed(1)}` : formatInterval(lower, upper);
  const limit = type === 'high_follow_up' ? String(threshold) : formatPercent(threshold);
  return `(95 % CI ${interval}, ${formatCountOf(count, 'call')}, against ${limit})`;
}
