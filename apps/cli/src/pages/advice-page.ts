import type { AdviceResult, AdviceWay } from '@skills/schema';
import { formatCount, formatCountOf, formatDuration, formatInterval, formatPercent, safeText } from '@skills/text';
import type { Page } from '../output.ts';
import { renderTable } from '../terminal/table.ts';
import type { Column } from '../terminal/table.ts';
import { heading, ratePaint } from './page-parts.ts';

type WayRow = AdviceWay & { readonly way: string };

const answers = {
  delegate: 'Delegate it',
  local: 'Do it here',
  either: 'Either way',
  unknown: 'Not known',
} as const satisfies Record<AdviceResult['advice'], string>;

/** Whether to delegate a task, for a person. */
export function advicePage(result: AdviceResult, page: Page): readonly string[] {
  const { style } = page;
  const { task, window, advice, kinds, delegated, local, isComplete } = result;
  const title = heading(`Delegate ${safeText(task, 60)}?`, window, page);
  if (kinds.length === 0) {
    return [
      title,
      '',
      `  ${style.bold(answers.unknown)}: nothing of this name ever ran.`,
      style.dim('  skills top lists what did'),
    ];
  }
  const paint = advice === 'unknown' ? style.dim : style.green;
  const rows: readonly WayRow[] = [
    { way: 'delegated', ...delegated },
    { way: 'here', ...local },
  ];
  return [
    title,
    '',
    `  ${style.bold(paint(answers[advice]))}: ${reasonText(result)}`,
    '',
    ...renderTable(rows, columns(page), page),
    '',
    style.dim('  observed, not tried out: harder calls may have gone one way'),
    ...(isComplete ? [] : [style.dim('  the newest calls only')]),
  ];
}

function reasonText({ advice, reason, difference, delegated, local, leastCalls, margin }: AdviceResult): string {
  if (reason === 'too-few-calls') {
    const scarce = [
      ...(delegated.completed + delegated.failed < leastCalls ? ['delegated'] : []),
      ...(local.completed + local.failed < leastCalls ? ['done here'] : []),
    ];
    return `fewer than ${leastCalls} known outcomes ${scarce.join(' and ')}.`;
  }
  if (reason === 'succeeds-more-often') {
    return `it works more often so, by ${pointsText(difference, advice === 'local' ? -1 : 1)}.`;
  }
  if (reason === 'not-told-apart') {
    const outcomes = delegated.completed + delegated.failed + local.completed + local.failed;
    return `${formatCountOf(outcomes, 'outcome')} do not tell the two apart: ${pointsText(difference, 1)} more often when delegated.`;
  }
  const alike = `it works as often (within ${pointCount(margin)} points), and`;
  return reason === 'as-good' ? `${alike} takes as long.` : `${alike} is faster so.`;
}

/** @param sign - -1 to turn it round: local minus delegated */
function pointsText(difference: AdviceResult['difference'], sign: 1 | -1): string {
  if (difference === null) return 'unknown';
  const [from, to] = [sign * difference.lower, sign * difference.upper].toSorted((a, b) => a - b);
  return `${pointCount(sign * difference.value)} points (95 % CI ${pointCount(from ?? 0)} to ${pointCount(to ?? 0)})`;
}

/** Percentage points, with a decimal where a whole number would be 0. */
function pointCount(fraction: number): string {
  const points = fraction * 100;
  return Math.abs(points) < 0.5 && points !== 0 ? points.toFixed(1) : String(Math.round(points));
}

function columns({ style }: Page): readonly Column<WayRow>[] {
  return [
    { header: '', cell: ({ way }) => way },
    {
      header: 'works',
      align: 'right',
      cell: ({ successProbability }) => formatPercent(successProbability),
      paint: ({ successProbability }) => ratePaint(successProbability, style),
    },
    { header: '95 % CI', align: 'right', cell: ({ lower, upper }) => formatInterval(lower, upper) },
    { header: 'calls', align: 'right', cell: ({ calls }) => formatCount(calls) },
    { header: 'takes', align: 'right', cell: ({ medianSeconds }) => formatDuration(medianSeconds) },
    { header: 'waits', align: 'right', cell: ({ waitSeconds }) => formatDuration(waitSeconds), dispensable: 1 },
    {
      header: 'queue',
      align: 'right',
      cell: ({ currentQueueDepth }) => formatCount(currentQueueDepth),
      dispensable: 2,
    },
  ];
}
