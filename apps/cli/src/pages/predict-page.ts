import type { PredictedFeature, PredictResult } from '@skills/schema';
import type { Page } from '../output.ts';
import { formatAgo, formatInterval, formatPercent, safeText } from '@skills/text';
import { kindText, minuteText, ratePaint } from './page-parts.ts';

const titles: Readonly<Record<string, string>> = {
  hourOfDay: 'hour',
  dayOfWeek: 'weekday',
  invocationCount24h: 'calls in 24 h',
  averageCompletionRate24h: 'works in 24 h',
  workflowPhaseEncoded: 'phase',
  sessionLengthMinutes: 'session',
  userSkillFamiliarity: 'familiarity',
  skillSuccessRate: 'the skill itself',
};

/** A feature in a word or two. */
export function featureTitle(name: string): string {
  return titles[name] ?? safeText(name, 24);
}

/** One prediction for a person. */
export function predictPage(result: PredictResult, page: Page): readonly string[] {
  const { style, nowMs } = page;
  const { probability, lower, upper, trainedAt } = result;
  const basis =
    result.basis === 'prior'
      ? `${result.reason ?? ''}; ${style.bold('skills predict train')} makes one`
      : `model ${result.modelId ?? ''}, trained ${trainedAt === null ? '' : formatAgo(Date.parse(trainedAt), nowMs)}`;
  return [
    `${style.bold(safeText(result.skillName, 60))}  ${style.dim(`${kindText(result.kind)}, at ${minuteText(result.at)} UTC`)}`,
    '',
    `  ${ratePaint(probability, style)(formatPercent(probability))} likely to succeed (${formatInterval(lower, upper)} of such calls do, with 95 % confidence)`,
    `  ${style.dim('basis')}   ${basis}`,
    '',
    style.bold(result.basis === 'prior' ? 'What is known' : `Why: from ${formatPercent(result.baseProbability)}`),
    ...Object.entries(result.features)
      .toSorted(([, a], [, b]) => Math.abs(b.contribution ?? 0) - Math.abs(a.contribution ?? 0))
      .map(([name, feature]) => featureLine(name, feature, page)),
  ];
}

const barWidth = 10;
/** Percentage points that fill a bar. */
const fullBar = 0.25;

function featureLine(name: string, { contribution, interpretation }: PredictedFeature, { style }: Page): string {
  const text = safeText(interpretation, 80);
  if (contribution === null) return `  ${featureTitle(name).padEnd(17)}${text}`;
  const points = `${contribution < 0 ? '−' : '+'}${(Math.abs(contribution) * 100).toFixed(1)}`;
  const bar = '█'.repeat(Math.min(barWidth, Math.round((Math.abs(contribution) / fullBar) * barWidth)));
  const paint = contribution < 0 ? style.red : style.green;
  return `  ${featureTitle(name).padEnd(17)}${points.padStart(6)} ${paint(bar.padEnd(barWidth))}  ${text}`;
}
