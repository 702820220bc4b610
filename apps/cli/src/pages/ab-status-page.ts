import type {
  ExperimentAssignResult,
  ExperimentListResult,
  ExperimentRecordResult,
  ExperimentStatusResult,
} from '@skills/schema';
import type { Page } from '../output.ts';
import { formatCount, formatCountOf, formatPercent, safeText } from '@skills/text';
import type { Column } from '../terminal/table.ts';
import { renderTable } from '../terminal/table.ts';
import { differenceText, metricText } from './ab-text.ts';
import { minuteText } from './page-parts.ts';

type ListRow = ExperimentListResult['experiments'][number];

/** Where an experiment stands, for a person. */
export function experimentStatusPage(result: ExperimentStatusResult, page: Page): readonly string[] {
  const { style } = page;
  const isAssigned = !result.observational;
  const label = (text: string): string => style.dim(text.padEnd(12));
  const metrics = result.metrics.map(metricText).join(', ');
  const guarded = result.guardrails.map(metricText).join(', ');
  const end = result.endDate === null ? ' UTC, with no end' : ` to ${minuteText(result.endDate)} UTC`;
  return [
    `${style.bold(`Experiment ${safeText(result.testName, 60)}`)}  ${style.dim(`#${result.testId} ${result.status}`)}`,
    '',
    ...(result.description === '' ? [] : [`  ${safeText(result.description, 200)}`, '']),
    `  ${label('control')}${safeText(result.controlStrategy, 60)}`,
    `  ${label('treatment')}${safeText(result.treatmentStrategy, 60)}`,
    `  ${label('when')}${minuteText(result.startDate)}${end}`,
    `  ${label('outcomes')}${sourceText(result)}`,
    `  ${label('metrics')}${metrics}${guarded === '' ? '' : `; must not suffer: ${guarded}`}`,
    ...(isAssigned ? [`  ${label('assignment')}${formatPercent(result.assignmentRatio)} to control, by hash`] : []),
    '',
    `  ${usersText(result)}`,
    ...powerLines(result),
    ...(result.observational
      ? [style.yellow('  observational: nobody was assigned at random, so a difference may have another cause')]
      : []),
    ...(result.sampleRatioMismatch.flagged
      ? [style.red('  ! the arms do not have the sizes that the ratio asks for: assignment is broken somewhere')]
      : []),
  ];
}

function sourceText({ outcomesFrom, skillName }: ExperimentStatusResult): string {
  if (outcomesFrom === 'recorded') return 'handed in with skills ab record';
  return `calls of ${safeText(skillName ?? '', 60)} in the log`;
}

function usersText(result: ExperimentStatusResult): string {
  const { controlSampleSize, treatmentSampleSize, outcomes, usersMissing, usersInBothArms } = result;
  const users = `${formatCount(controlSampleSize)} + ${formatCount(treatmentSampleSize)} users, ${formatCountOf(outcomes, 'outcome')}`;
  const missing = usersMissing === 0 ? 'enough to conclude' : `${formatCount(usersMissing)} more per arm are needed`;
  const both = usersInBothArms === 0 ? '' : `; ${formatCount(usersInBothArms)} seen in both arms`;
  return `${users}; ${missing}${both}`;
}

function powerLines({ power }: ExperimentStatusResult): readonly string[] {
  const detectable =
    power.minimumDetectableEffect === null
      ? []
      : [`  80 % sure to find an effect of ${differenceText(power.metric, power.minimumDetectableEffect)} by now`];
  if (power.minimumEffect === null) return detectable;
  const chance =
    power.powerOfPlannedEffect === null ? [] : [`power ${formatPercent(power.powerOfPlannedEffect)} by now`];
  const needed =
    power.usersNeeded === null ? [] : [`80 % takes ${formatCount(power.usersNeeded)} users in both arms together`];
  const known = [...chance, ...needed].join(', ');
  const planned = `  planned effect ${differenceText(power.metric, power.minimumEffect)}${known === '' ? '' : `: ${known}`}`;
  return [...detectable, planned];
}

/** Every experiment, for a person. */
export function experimentListPage({ experiments }: ExperimentListResult, page: Page): readonly string[] {
  const title = page.style.bold('Experiments');
  if (experiments.length === 0) {
    return [title, '', '  There is none yet.', '', `  ${page.style.bold('skills ab create NAME')}   makes one`];
  }
  const columns: readonly Column<ListRow>[] = [
    { header: '#', align: 'right', cell: ({ testId }) => String(testId) },
    { header: 'experiment', cell: ({ testName }) => safeText(testName, 60), shrinkTo: 16 },
    { header: 'status', cell: ({ status }) => status },
    { header: 'design', cell: ({ design }) => design.replace('_', '-'), dispensable: 2 },
    { header: 'began (UTC)', cell: ({ startDate }) => minuteText(startDate), dispensable: 1 },
    { header: 'control', align: 'right', cell: ({ controlSampleSize }) => formatCount(controlSampleSize) },
    { header: 'treatment', align: 'right', cell: ({ treatmentSampleSize }) => formatCount(treatmentSampleSize) },
  ];
  return [title, '', ...renderTable(experiments, columns, page)];
}

type Assignment = ExperimentAssignResult['assignments'][number];

/** Who is in which arm, for a person. */
export function assignmentPage({ testName, assignments }: ExperimentAssignResult, page: Page): readonly string[] {
  const columns: readonly Column<Assignment>[] = [
    { header: 'user', cell: ({ userId }) => safeText(userId, 40), shrinkTo: 12 },
    { header: 'group', cell: ({ group }) => group },
    { header: 'strategy', cell: ({ strategy }) => safeText(strategy, 40), shrinkTo: 12 },
    { header: 'since (UTC)', cell: ({ assignedAt }) => minuteText(assignedAt), dispensable: 1 },
  ];
  return [page.style.bold(`Experiment ${safeText(testName, 60)}`), '', ...renderTable(assignments, columns, page)];
}

export function recordedPage({ testName, recorded }: ExperimentRecordResult): readonly string[] {
  return [`${formatCountOf(recorded, 'outcome')} recorded for ${safeText(testName, 60)}`];
}
