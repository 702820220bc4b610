import type { OutcomeCounts, ShowResult } from '@skills/schema';
import type { Page } from '../output.ts';
import {
  formatAgo,
  formatCount,
  formatCountOf,
  formatDuration,
  formatInterval,
  formatPercent,
  formatUsd,
  safeText,
} from '@skills/text';
import { sparkline } from '../terminal/sparkline.ts';
import { renderTable } from '../terminal/table.ts';
import type { Column } from '../terminal/table.ts';
import { tokensText } from './costs-page.ts';
import { heading, kindText, ratePaint } from './page-parts.ts';

const mostRows = 8;

/** One skill for a person. */
export function showPage(result: ShowResult, page: Page): readonly string[] {
  const table = tableMaker(page);
  return [
    heading(safeText(result.skillName, 60), result.window, page),
    '',
    ...summaryLines(result, page),
    ...table(
      'By phase',
      result.byPhase,
      outcomeColumns('phase', ({ phase }) => phase, page),
    ),
    ...table(
      'By project',
      result.byProject,
      outcomeColumns('project', ({ name }) => name, page),
    ),
    ...table(
      'Errors',
      result.errors,
      countColumns('error', ({ errorType, count }) => [errorType, count]),
    ),
    ...table(
      'Used in the same sessions',
      result.relatedSkills,
      countColumns('skill', ({ skillName, sharedSessions }) => [skillName, sharedSessions]),
    ),
  ];
}

function summaryLines(result: ShowResult, { style, nowMs, width }: Page): readonly string[] {
  const { funnel } = result;
  const interval = formatInterval(result.completionRateLower, result.completionRateUpper);
  const rate = ratePaint(result.completionRate, style)(formatPercent(result.completionRate));
  const offered =
    funnel.offered + funnel.activated === 0
      ? []
      : [
          [
            'funnel',
            `offered in ${formatCountOf(funnel.offered, 'session')}, used in ${formatCount(funnel.activated)}, completed in ${formatCount(funnel.completed)}`,
          ],
        ];
  const cost =
    result.tokens === null ? [] : [['cost', `${formatUsd(result.costUsd)} for ${tokensText(result.tokens)}`]];
  const lines = [
    ['kind', kindText(result.kind)],
    [
      'calls',
      `${formatCount(result.invocations)} in ${formatCountOf(result.sessions, 'session')}, last ${formatAgo(Date.parse(result.lastInvokedAt), nowMs)}`,
    ],
    [
      'works',
      `${rate} (${interval} with 95 % confidence): ${formatCount(result.completed)} completed, ${formatCount(result.failed)} failed`,
    ],
    [
      'takes',
      `${formatDuration(result.p50DurationSeconds)} at the median, ${formatDuration(result.p95DurationSeconds)} at the 95th percentile`,
    ],
    [trendTitle(result), style.cyan(sparkline(trendCounts(result), Math.min(60, width - 14)))],
    ...offered,
    ...cost,
  ];
  return lines.map(([name = '', text = '']) => `  ${style.dim(name.padEnd(8))}${text}`);
}

// Of `--since all` only the latest part has calls.
const mostBuckets = 366;

function trendTitle({ trendBucketSeconds }: ShowResult): string {
  return trendBucketSeconds === 3600 ? 'by hour' : 'by day';
}

/** Calls per bucket with zeros where nothing ran, the latest buckets of a long window. */
function trendCounts({ trend, trendBucketSeconds, window }: ShowResult): readonly number[] {
  const bucketMs = trendBucketSeconds * 1000;
  const untilMs = Date.parse(window.until);
  const length = Math.min(mostBuckets, (untilMs - Date.parse(window.since)) / bucketMs);
  const counts = new Map(trend.map(({ startAt, invocations }) => [Date.parse(startAt), invocations]));
  return Array.from({ length }, (_, index) => counts.get(untilMs - (length - index) * bucketMs) ?? 0);
}

type TableMaker = <Row>(title: string, rows: readonly Row[], columns: readonly Column<Row>[]) => readonly string[];

/** Tables with a title, cut to their first rows; nothing for no rows. */
function tableMaker(page: Page): TableMaker {
  return (title, rows, columns) =>
    rows.length === 0 ? [] : ['', page.style.bold(title), ...renderTable(rows.slice(0, mostRows), columns, page)];
}

function outcomeColumns<Row extends OutcomeCounts>(
  header: string,
  name: (row: Row) => string,
  { style }: Page,
): readonly Column<Row>[] {
  return [
    { header, cell: (row) => safeText(name(row), 60), shrinkTo: 16 },
    { header: 'calls', align: 'right', cell: ({ invocations }) => formatCount(invocations) },
    {
      header: 'works',
      align: 'right',
      cell: ({ completionRate }) => formatPercent(completionRate),
      paint: ({ completionRate }) => ratePaint(completionRate, style),
    },
  ];
}

function countColumns<Row>(
  header: string,
  entry: (row: Row) => readonly [name: string, count: number],
): readonly Column<Row>[] {
  return [
    { header, cell: (row) => safeText(entry(row)[0], 60), shrinkTo: 16 },
    { header: 'count', align: 'right', cell: (row) => formatCount(entry(row)[1]) },
  ];
}
