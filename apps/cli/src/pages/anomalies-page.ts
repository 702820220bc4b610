import type { AnomaliesResult, AnomalyRow } from '@skills/schema';
import type { Page } from '../output.ts';
import { formatAgo, formatCount, formatDuration, formatPercent, safeText } from '@skills/text';
import type { Column } from '../terminal/table.ts';
import { renderTable } from '../terminal/table.ts';
import { markedSparkline } from '../terminal/marked-sparkline.ts';
import { heading, kindText, minuteText } from './page-parts.ts';

const mostOpen = 12;
const mostResolved = 20;

/** What changed, for a person: from what to what, since when, and how sure that is. */
export function anomaliesPage({ window, anomalies, recorded }: AnomaliesResult, page: Page): readonly string[] {
  const { style } = page;
  const title = heading('Anomalies', window, page);
  const open = anomalies.filter(({ state }) => state === 'open');
  const resolved = anomalies.filter(({ state }) => state === 'resolved');
  return [
    title,
    '',
    ...(anomalies.length === 0 ? quietLines(page) : []),
    ...(open.length === 0 ? [] : [style.bold('  Open'), '']),
    ...open.slice(0, mostOpen).flatMap((row) => openLines(row, page)),
    ...hiddenLine(open.length - mostOpen, page),
    ...resolvedLines(resolved, page),
    ...(recorded ? [style.dim('  recorded; the next run goes on from here')] : []),
  ];
}

function quietLines({ style }: Page): readonly string[] {
  return [
    '  Every skill behaves as it usually does.',
    '',
    style.dim('  A skill is judged from 30 calls with an outcome or a duration on, its volume from two weeks on.'),
    '',
    `  ${style.bold('--since 30d')}   looks further back`,
    `  ${style.bold('--record')}      keeps what is found, so that it can be seen to end; run it every hour`,
  ];
}

function openLines(row: AnomalyRow, page: Page): readonly string[] {
  const { style, nowMs, width } = page;
  const paint = isBad(row) ? style.red : style.yellow;
  const kind = row.kind === null ? '' : style.dim(` ${kindText(row.kind)}`);
  const since = `since ${minuteText(row.startedAt)} (${formatAgo(Date.parse(row.startedAt), nowMs)})`;
  const drawn = row.history === null ? '' : markedSparkline(row.history, { columns: Math.min(56, width - 12), paint });
  return [
    `  ${style.bold(safeText(row.skillName, 60))}${kind}  ${paint(changeText(row))}`,
    style.dim(`    ${since} · ${sureText(row)}`),
    ...(drawn === '' ? [] : [`    ${drawn}`]),
    '',
  ];
}

function resolvedLines(resolved: readonly AnomalyRow[], page: Page): readonly string[] {
  if (resolved.length === 0) return [];
  const columns: readonly Column<AnomalyRow>[] = [
    { header: 'skill', cell: ({ skillName }) => safeText(skillName, 60), shrinkTo: 16 },
    { header: 'what', cell: changeText, shrinkTo: 24 },
    { header: 'from', cell: ({ startedAt }) => minuteText(startedAt) },
    { header: 'to', cell: ({ resolvedAt }) => (resolvedAt === null ? '' : minuteText(resolvedAt)), dispensable: 1 },
    {
      header: 'errors',
      align: 'right',
      cell: ({ deviationScore }) => scoreText(deviationScore),
      dispensable: 2,
    },
  ];
  const latest = resolved.toSorted((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt));
  return [
    page.style.bold('  Resolved'),
    '',
    ...renderTable(latest.slice(0, mostResolved), columns, page),
    ...hiddenLine(resolved.length - mostResolved, page),
    '',
  ];
}

function hiddenLine(hidden: number, { style }: Page): readonly string[] {
  return hidden > 0 ? [style.dim(`  and ${formatCount(hidden)} more in --json`), ''] : [];
}

/** What changed, in words, from what to what. */
function changeText(row: AnomalyRow): string {
  const { anomalyType, baselineValue: before, observedValue: after, detail } = row;
  switch (anomalyType) {
    case 'performance_drop':
      return `works less often: ${formatPercent(before)} → ${formatPercent(after)}`;
    case 'performance_spike':
      return `works more often: ${formatPercent(before)} → ${formatPercent(after)}`;
    case 'duration_shift':
      return `${isRise(row) ? 'slower' : 'faster'}: ${formatDuration(before)} → ${formatDuration(after)}`;
    case 'volume_change':
      return `called ${isRise(row) ? 'more' : 'less'}: ${callsText(before)} → ${callsText(after)} calls`;
    case 'pattern_shift':
      return `${isRise(row) ? 'more' : 'fewer'} calls at ${hoursText(detail)} UTC: ${formatPercent(before)} → ${formatPercent(after)}`;
    case 'new_error':
      return `new error ${safeText(detail ?? '', 40)}: ${formatPercent(after)} of calls`;
    default:
      return anomalyType satisfies never;
  }
}

function isRise({ baselineValue, observedValue }: AnomalyRow): boolean {
  return (observedValue ?? 0) > (baselineValue ?? 0);
}

function isBad(row: AnomalyRow): boolean {
  const { anomalyType } = row;
  return (
    anomalyType === 'performance_drop' ||
    anomalyType === 'new_error' ||
    (anomalyType === 'duration_shift' && isRise(row))
  );
}

function callsText(calls: number | null): string {
  return calls === null ? '–' : formatCount(calls);
}

/** `08-16` as `08–16 h`. */
function hoursText(detail: string | null): string {
  return `${(detail ?? '').replace('-', '–')} h`;
}

function sureText({ deviationScore, qValue }: AnomalyRow): string {
  const chance = qValue === null ? '' : ` · chance of a false alarm ${chanceText(qValue)}`;
  return `${scoreText(deviationScore)} standard errors${chance}`;
}

function scoreText(score: number | null): string {
  return score === null ? '–' : Math.abs(score).toFixed(1);
}

function chanceText(chance: number): string {
  return chance < 0.001 ? 'below 0.1 %' : `${(chance * 100).toFixed(1)} %`;
}
