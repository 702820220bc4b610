import type { PredictTrainResult } from '@skills/schema';
import type { Page } from '../output.ts';
import { formatCount, formatCountOf, formatDuration, formatPercent } from '@skills/text';
import { renderTable } from '../terminal/table.ts';
import type { Column } from '../terminal/table.ts';
import { heading } from './page-parts.ts';
import { featureTitle } from './predict-page.ts';

const algorithms = {
  'random-forest': 'a random forest',
  'gradient-boosting': 'gradient boosting',
  'smoothed-rate': 'the skill’s own smoothed rate: nothing else did better',
} as const satisfies Record<NonNullable<PredictTrainResult['algorithm']>, string>;

/** A training for a person. */
export function trainingPage(result: PredictTrainResult, page: Page): readonly string[] {
  const { style } = page;
  const title = heading('Prediction of success', result.window, page);
  if (result.basis === 'prior') {
    return [
      title,
      '',
      `  No model: ${result.reason ?? ''}.`,
      `  ${style.bold('skills predict SKILL')} answers with the smoothed rate of the skill itself.`,
      `  ${style.bold('--window 90d')} or ${style.bold('--window all')} learns from more.`,
    ];
  }
  return [
    title,
    '',
    ...summaryLines(result, page),
    '',
    style.bold('How often it was right'),
    ...renderTable(result.calibration, calibrationColumns(), page),
    '',
    style.bold('What it goes by'),
    ...importanceLines(result, page),
  ];
}

function summaryLines(result: PredictTrainResult, { style }: Page): readonly string[] {
  const lines = [
    ['model', result.algorithm === null ? '–' : algorithms[result.algorithm]],
    [
      'learnt',
      `from ${formatCountOf(result.samples, 'known outcome')}, ${formatPercent(result.successRate)} of them completed, in ${formatDuration(result.durationSeconds)}`,
    ],
    ['tested', `on the latest ${formatCount(result.testSamples)}, which it had not seen`],
    ['area', `${figure(result.auc)} under the ROC curve (smoothed rate ${figure(result.baselineAuc)}, chance 0.500)`],
    ['Brier', `${figure(result.brier)} (smoothed rate ${figure(result.baselineBrier)}, less is better)`],
    ['log loss', `${figure(result.logLoss)} (smoothed rate ${figure(result.baselineLogLoss)}, less is better)`],
  ] as const;
  return lines.map(([name, text]) => `  ${style.dim(name.padEnd(10))}${text}`);
}

function figure(value: number | null): string {
  return value === null ? '–' : value.toFixed(3);
}

type CalibrationRow = PredictTrainResult['calibration'][number];

function calibrationColumns(): readonly Column<CalibrationRow>[] {
  return [
    { header: 'predicted', align: 'right', cell: ({ predicted }) => formatPercent(predicted) },
    { header: 'came', align: 'right', cell: ({ observed }) => formatPercent(observed) },
    { header: 'events', align: 'right', cell: ({ rows }) => formatCount(rows) },
    { header: '', cell: ({ predicted, observed }) => scale(predicted, observed), dispensable: 1 },
  ];
}

const scaleWidth = 30;

/** `o` where the prediction stands between 0 and 100 %, `x` what came, `*` when both are the same place. */
function scale(predicted: number, observed: number): string {
  const place = (rate: number): number => Math.round(rate * (scaleWidth - 1));
  return Array.from({ length: scaleWidth }, (_, column) => {
    const isPredicted = place(predicted) === column;
    if (place(observed) === column) return isPredicted ? '*' : 'x';
    return isPredicted ? 'o' : '·';
  }).join('');
}

const barWidth = 24;

function importanceLines({ featureImportance }: PredictTrainResult, { style }: Page): readonly string[] {
  const entries = Object.entries(featureImportance).toSorted(([, a], [, b]) => b - a);
  const greatest = Math.max(0.001, ...entries.map(([, fall]) => fall));
  return entries.map(([name, fall]) => {
    const bar = '█'.repeat(Math.max(0, Math.round((fall / greatest) * barWidth)));
    return `  ${featureTitle(name).padEnd(24)} ${fall.toFixed(3).padStart(6)}  ${style.cyan(bar)}`.trimEnd();
  });
}
