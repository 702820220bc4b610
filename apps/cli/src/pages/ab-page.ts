import type { ExperimentAnalysisResult, ExperimentArmResult, MetricResult } from '@skills/schema';
import type { Page } from '../output.ts';
import { formatCount, formatDuration, formatPercent, safeText } from '@skills/text';
import { intervalBar } from '../terminal/interval-bar.ts';
import type { Paint } from '../terminal/style.ts';
import type { Column } from '../terminal/table.ts';
import { renderTable } from '../terminal/table.ts';
import { differenceText, metricText, pText, valueText } from './ab-text.ts';
import { minuteText } from './page-parts.ts';

const barColumns = 19;

/** What an experiment showed, for a person: the verdict first, then the arms side by side, then each metric. */
export function experimentPage(result: ExperimentAnalysisResult, page: Page): readonly string[] {
  const { style } = page;
  return [
    `${style.bold(`Experiment ${safeText(result.testName, 60)}`)}  ${style.dim(lifeText(result))}`,
    '',
    ...wrapped(`  ${winnerPaint(result, page)(safeText(result.recommendation, 2000))}`, page.width),
    ...result.warnings.flatMap((warning) => wrapped(`  ! ${style.yellow(safeText(warning, 1000))}`, page.width)),
    '',
    ...armsTable(result, page),
    '',
    ...metricsTable(result, page),
    '',
    ...footnotes(result, page),
  ];
}

function lifeText({ status, startDate, endDate, observational }: ExperimentAnalysisResult): string {
  const end = endDate === null ? '' : ` to ${minuteText(endDate)}`;
  return `${observational ? 'observational, ' : ''}${status}, from ${minuteText(startDate)}${end} UTC`;
}

function winnerPaint({ winner }: ExperimentAnalysisResult, { style }: Page): Paint {
  if (winner === 'treatment') return style.green;
  return winner === 'control' ? style.red : style.bold;
}

type ArmRow = { readonly label: string; readonly control: string; readonly treatment: string };

// What the table of the arms says by itself.
const armMetrics = new Set<string>(['completion_rate', 'duration_seconds', 'user_rating']);

function armsTable({ control, treatment, metrics }: ExperimentAnalysisResult, page: Page): readonly string[] {
  const row = (label: string, of: (arm: ExperimentArmResult) => string): ArmRow => ({
    label,
    control: of(control),
    treatment: of(treatment),
  });
  const rows: readonly ArmRow[] = [
    row('strategy', ({ strategy }) => safeText(strategy, 40)),
    row('users', ({ users }) => formatCount(users)),
    row('outcomes', ({ outcomes }) => formatCount(outcomes)),
    row('completed', ({ completionRate }) => formatPercent(completionRate)),
    row('average duration', ({ avgDurationSeconds }) => formatDuration(avgDurationSeconds)),
    row('average rating', ({ avgUserRating }) => (avgUserRating === null ? '–' : avgUserRating.toFixed(2))),
    ...metrics.flatMap((metric) => (armMetrics.has(metric.metric) ? [] : [metricRow(metric)])),
  ];
  const columns: readonly Column<ArmRow>[] = [
    { header: '', cell: ({ label }) => label, paint: () => page.style.dim },
    { header: 'control', align: 'right', cell: (arm) => arm.control, shrinkTo: 10 },
    { header: 'treatment', align: 'right', cell: (arm) => arm.treatment, shrinkTo: 10 },
  ];
  return renderTable(rows, columns, page);
}

function metricRow({ metric, control, treatment }: MetricResult): ArmRow {
  return {
    label: metricText(metric),
    control: valueText(metric, control.value),
    treatment: valueText(metric, treatment.value),
  };
}

function metricsTable(result: ExperimentAnalysisResult, page: Page): readonly string[] {
  const { style } = page;
  const isSequential = result.inference === 'sequential';
  const columns: readonly Column<MetricResult>[] = [
    {
      header: 'metric',
      cell: ({ metric, role }) => `${metricText(metric)}${role === 'guardrail' ? ' (guard)' : ''}`,
    },
    {
      header: 'effect',
      align: 'right',
      cell: (metric) => differenceText(metric.metric, decided(metric).effect),
      paint: (metric) => verdictPaint(metric, page),
    },
    { header: `${'worse'.padEnd(9)}0${'better'.padStart(9)}`, cell: (metric) => barText(metric, isSequential) },
    { header: '', cell: (metric) => intervalText(metric, isSequential), paint: () => style.dim, dispensable: 1 },
    { header: 'p', align: 'right', cell: (metric) => pText(pOf(metric, isSequential)) },
    { header: 'verdict', cell: verdictText, paint: (metric) => verdictPaint(metric, page) },
  ];
  return renderTable(result.metrics, columns, page);
}

/** The effect that the verdict is of. */
function decided(metric: MetricResult): Pick<MetricResult, 'effect' | 'lower' | 'upper' | 'pValue'> & Sequential {
  return metric.decidedBy === 'cuped' && metric.cuped !== null ? metric.cuped : metric;
}
type Sequential = Pick<MetricResult, 'sequentialLower' | 'sequentialUpper' | 'pValueSequential'>;

/** Of a guardrail that of harm; of a goal that of no difference, adjusted for the number of goals. */
function pOf(metric: MetricResult, isSequential: boolean): number | null {
  if (metric.guardrail !== null) return metric.guardrail.pValue;
  if (metric.pValueHolm !== null) return metric.pValueHolm;
  return isSequential ? decided(metric).pValueSequential : decided(metric).pValue;
}

type Bounds = { readonly lower: number; readonly upper: number; readonly effect: number };

function boundsOf(metric: MetricResult, isSequential: boolean): Bounds | undefined {
  const of = decided(metric);
  const lower = isSequential ? of.sequentialLower : of.lower;
  const upper = isSequential ? of.sequentialUpper : of.upper;
  return lower === null || upper === null || of.effect === null ? undefined : { lower, upper, effect: of.effect };
}

/** Drawn so that right is better, whatever the metric. */
function barText(metric: MetricResult, isSequential: boolean): string {
  const bounds = boundsOf(metric, isSequential);
  if (bounds === undefined) return '';
  const { lower, upper, effect } = bounds;
  const drawn =
    metric.better === 'higher' ? { lower, value: effect, upper } : { lower: -upper, value: -effect, upper: -lower };
  return intervalBar(drawn, barColumns);
}

function intervalText(metric: MetricResult, isSequential: boolean): string {
  const bounds = boundsOf(metric, isSequential);
  if (bounds === undefined) return '';
  return `${differenceText(metric.metric, bounds.lower)} to ${differenceText(metric.metric, bounds.upper)}`;
}

const outcomeTexts = {
  estimated: '',
  no_users: 'no users',
  empty_arm: 'an arm is empty',
  too_few_users: 'too few users',
  no_outcomes: 'no outcomes',
  no_variation: 'all the same',
} as const;

function verdictText({ outcome, guardrail, verdict }: MetricResult): string {
  if (outcome !== 'estimated') return outcomeTexts[outcome];
  return guardrail === null ? verdict : guardrail.verdict;
}

function verdictPaint(metric: MetricResult, { style }: Page): Paint {
  const text = verdictText(metric);
  if (text === 'better' || text === 'safe') return style.green;
  return text === 'worse' || text === 'harmed' ? style.red : style.dim;
}

function footnotes(result: ExperimentAnalysisResult, { style, width }: Page): readonly string[] {
  const percent = `${Number(((1 - result.alpha) * 100).toFixed(1))} %`;
  const interval =
    result.inference === 'sequential'
      ? `Intervals are ${percent} and hold however often you look.`
      : `Intervals are ${percent} and hold for one look at the planned end.`;
  const adjusted = result.metrics.filter(({ decidedBy }) => decidedBy === 'cuped');
  const cuped = adjusted.map(({ metric, cuped: by }) => {
    return `${metricText(metric)}: the users' own past took out ${formatPercent(by?.varianceReduction ?? 0)} of the noise.`;
  });
  const bayesian = result.metrics
    .slice(0, 1)
    .flatMap(({ bayesian: chance }) =>
      chance === null ? [] : [`Chance that treatment beats control: ${formatPercent(chance.chanceToBeatControl)}.`],
    );
  const goals = result.metrics.filter(({ role }) => role === 'goal').length;
  const adjustment = goals > 1 ? [`p is adjusted for ${goals} metrics.`] : [];
  const notes = [interval, ...adjustment, ...bayesian, ...cuped, 'Users count, not their outcomes.'];
  return wrapped(`  ${notes.join(' ')}`, width).map((line) => style.dim(line));
}

/** Breaks a text at words; further lines are indented like the first. */
function wrapped(text: string, width: number): readonly string[] {
  const indent = /^ */.exec(text)?.[0] ?? '';
  const lines: string[] = [];
  let line = indent;
  for (const word of text.trim().split(' ')) {
    if (line.trim() !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent;
    }
    line = line.trim() === '' ? `${indent}${word}` : `${line} ${word}`;
  }
  return [...lines, line];
}
