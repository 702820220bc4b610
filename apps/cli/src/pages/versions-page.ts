import type {
  PracticeExportResult,
  PracticeImportResult,
  SkillVersionsRow,
  VersionComparison,
  VersionRow,
  VersionsResult,
} from '@skills/schema';
import { formatCount, formatCountOf, formatDuration, formatInterval, formatPercent, safeText } from '@skills/text';
import type { Page } from '../output.ts';
import type { Column } from '../terminal/table.ts';
import { renderTable } from '../terminal/table.ts';
import { wrapText } from '../terminal/wrap-text.ts';
import { heading, rateColumns } from './page-parts.ts';
import { sequenceText } from './workflow-runs-page.ts';

/** Versions of skills for a person. */
export function versionsPage(result: VersionsResult, page: Page, limit: number): readonly string[] {
  const { window, skills, sharedSequences, minOutcomes } = result;
  const { style } = page;
  const title = heading('Versions', window, page);
  if (skills.length === 0 && sharedSequences.length === 0) {
    return [
      title,
      '',
      '  No call names the version of its skill, and no scan saw it installed then.',
      style.dim('  Scans see what is installed: skills versions, catalog and search make one.'),
    ];
  }
  const hidden = skills.length - limit;
  return [
    title,
    ...skills.slice(0, limit).flatMap((skill) => [''].concat(skillLines(skill, page, minOutcomes))),
    ...(hidden > 0 ? ['', style.dim(`  ${formatCountOf(hidden, 'more skill')}; --limit shows them`)] : []),
    ...(sharedSequences.length === 0 ? [] : ['', ...sharedLines(sharedSequences, page)]),
    '',
    style.dim('  later calls beside earlier ones; only skills ab compares at random'),
  ];
}

function skillLines(skill: SkillVersionsRow, page: Page, minOutcomes: number): readonly string[] {
  const { versions, comparisons, benchmark, shared, withoutVersion } = skill;
  const columns: readonly Column<VersionRow>[] = [
    { header: 'version', cell: ({ version }) => safeText(version, 24), shrinkTo: 10 },
    {
      header: 'used',
      cell: ({ firstUsedAt, lastUsedAt }) => `${firstUsedAt.slice(0, 10)} to ${lastUsedAt.slice(5, 10)}`,
      dispensable: 1,
    },
    { header: 'calls', align: 'right', cell: ({ invocations }) => formatCount(invocations) },
    ...rateColumns<VersionRow>(page.style),
    { header: 'takes', align: 'right', cell: ({ averageDurationSeconds }) => formatDuration(averageDurationSeconds) },
    { header: 'known by', cell: ({ origin }) => originWords[origin], dispensable: 2 },
  ];
  const lines = (text: string): readonly string[] =>
    wrapText(text, page.width - 4).map((line, index) => `${index === 0 ? '  ' : '    '}${line}`);
  return [
    page.style.bold(safeText(skill.skillName, 60)),
    ...(versions.length === 0 ? [] : renderTable(versions, columns, page)),
    ...(withoutVersion > 0 ? [page.style.dim(`  ${formatCountOf(withoutVersion, 'call')} of no known version`)] : []),
    ...comparisons.flatMap((each) => lines(comparisonText(each, minOutcomes))),
    ...benchmark
      .filter(({ completionRate }) => completionRate !== null)
      .flatMap(({ team, users, completionRate, standing }) =>
        lines(
          `usual ${team === null ? 'here' : `in ${safeText(team, 12)}`}: ${formatPercent(completionRate)} over ${formatCountOf(users, 'user')}${standing === 'above' || standing === 'below' ? `; the newest version lies ${standing}` : ''}`,
        ),
      ),
    ...shared.flatMap((row) =>
      lines(
        `${safeText(row.team, 12)} saw ${safeText(row.version, 24)}${row.isOwnVersion ? ' (yours)' : ''}: ${formatPercent(row.completionRate)} (${formatInterval(row.completionRateLower, row.completionRateUpper)}) of ${formatCount(row.completed + row.failed)}`,
      ),
    ),
  ];
}

const originWords = {
  stated: 'calls',
  installed: 'scans',
  both: 'both',
} as const satisfies Record<VersionRow['origin'], string>;

function comparisonText({ from, to, completionRate, duration }: VersionComparison, minOutcomes: number): string {
  const pair = `${safeText(from, 24)} → ${safeText(to, 24)}`;
  return `${pair}: ${rateText(completionRate, minOutcomes)}; ${durationText(duration)}`;
}

function rateText(
  { verdict, difference, lower, upper, qValue }: VersionComparison['completionRate'],
  minOutcomes: number,
): string {
  if (difference === null || lower === null || upper === null) {
    return `too little to compare (${formatCount(minOutcomes)} outcomes of two users each)`;
  }
  const range = `${points(difference)} points (95 % CI ${points(lower)} to ${points(upper)}, q ${shortQ(qValue)})`;
  return verdict === 'no-difference-found'
    ? `no difference found in what works: ${range}`
    : `works ${verdict}: ${range}`;
}

function durationText({ verdict, ratio, lower, upper, qValue }: VersionComparison['duration']): string {
  if (ratio === null || lower === null || upper === null) return 'too few durations';
  const range = `×${ratio.toFixed(2)} (${lower.toFixed(2)} to ${upper.toFixed(2)}, q ${shortQ(qValue)})`;
  return verdict === 'no-difference-found' ? `takes as long for all that is known: ${range}` : `${verdict}: ${range}`;
}

function points(share: number): string {
  return `${share >= 0 ? '+' : '−'}${Math.round(Math.abs(share) * 100)}`;
}

function shortQ(qValue: number | null): string {
  if (qValue === null) return '–';
  return qValue < 0.001 ? '< 0.001' : qValue.toFixed(3);
}

function sharedLines(sequences: VersionsResult['sharedSequences'], page: Page): readonly string[] {
  const columns: readonly Column<VersionsResult['sharedSequences'][number]>[] = [
    { header: 'workflow', cell: ({ workflowName }) => safeText(workflowName, 30), shrinkTo: 10 },
    { header: 'skills by first use', cell: ({ skillNames }) => sequenceText(skillNames), shrinkTo: 20 },
    { header: 'team', cell: ({ team }) => safeText(team, 12), dispensable: 1 },
    { header: 'theirs', align: 'right', cell: ({ medianDurationSeconds }) => formatDuration(medianDurationSeconds) },
    { header: 'runs', align: 'right', cell: ({ runs }) => formatCount(runs) },
    {
      header: 'yours',
      align: 'right',
      cell: ({ ownMedianDurationSeconds }) => formatDuration(ownMedianDurationSeconds),
    },
    { header: 'runs', align: 'right', cell: ({ ownRuns }) => formatCount(ownRuns) },
  ];
  return [page.style.bold('Sequences of other teams that succeed'), ...renderTable(sequences, columns, page)];
}

/** What was written. */
export function practiceExportPage(
  { path, minUsers, skills, sequences }: PracticeExportResult,
  page: Page,
): readonly string[] {
  return [
    `${page.style.bold('Written')}  ${safeText(path)}`,
    '',
    `  ${formatCountOf(skills, 'version')} of skills and ${formatCountOf(sequences, 'sequence')}, each of at least ${formatCount(minUsers)} users`,
    ...(skills + sequences === 0 ? [page.style.dim('  Nothing has as many users; --min-users 11 is the least.')] : []),
  ];
}

/** What was taken. */
export function practiceImportPage(
  { team, releasedAt, skills, sequences, replaced }: PracticeImportResult,
  page: Page,
): readonly string[] {
  return [
    `${page.style.bold('Taken')}  from ${safeText(team, 40)} of ${releasedAt.slice(0, 10)}`,
    '',
    `  ${formatCountOf(skills, 'version')} of skills and ${formatCountOf(sequences, 'sequence')}${replaced ? ', in place of what it gave before' : ''}`,
    page.style.dim('  skills versions shows them beside your own'),
  ];
}
