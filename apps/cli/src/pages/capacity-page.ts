import type { AgentCapacity, BottleneckTool, CapacityResult, HourForecastResult } from '@skills/schema';
import { formatCount, formatCountOf, formatDuration, formatInterval, formatPercent, safeText } from '@skills/text';
import type { Page } from '../output.ts';
import { renderTable } from '../terminal/table.ts';
import type { Column } from '../terminal/table.ts';
import { emptyState, heading, kindText } from './page-parts.ts';

/** Load, queue, bottlenecks and the next hour, for a person. */
export function capacityPage(result: CapacityResult, page: Page): readonly string[] {
  const { style } = page;
  const { window, system, isComplete, bottleneckTools, forecasts } = result;
  const title = heading('Capacity', window, page);
  const isEmpty = system.calls === 0 && bottleneckTools.length === 0;
  if (isEmpty) return [title, '', ...emptyState('Nothing ran.', page, { isWindowed: false })];
  return [
    title,
    '',
    ...systemLines(result, page),
    '',
    ...nextHourLines(result, page),
    '',
    `  ${style.bold('Where the time goes')}  ${style.dim('last 24 hours')}`,
    '',
    ...(bottleneckTools.length === 0
      ? [style.dim('  no call of a known duration')]
      : renderTable(bottleneckTools.slice(0, 5), toolColumns(), page)),
    '',
    `  ${style.bold('Agents of the last hour')}`,
    '',
    ...(forecasts.length === 0 ? [style.dim('  none')] : renderTable(forecasts.slice(0, 10), agentColumns(), page)),
    ...(isComplete ? [] : ['', style.yellow('  measured over the newest calls only')]),
  ];
}

function systemLines({ system }: CapacityResult, { style }: Page): readonly string[] {
  const { estimatedAvailableCapacity: available, servers, utilisation, utilisationLower, utilisationUpper } = system;
  const paint =
    available === null ? style.dim : available < 0.2 ? style.red : available < 0.5 ? style.yellow : style.green;
  const at = system.serversFrom === 'given' ? `${servers} at once` : `at least ${servers} at once, as seen`;
  const wait =
    system.meanWaitSeconds === null
      ? 'too few calls to say how long calls wait'
      : `a call waits ${formatDuration(system.meanWaitSeconds)} on average, ${formatPercent(system.waitedShare)} of them wait`;
  const longRun = system.isOverloaded
    ? 'more is asked for than can be done: the queue grows'
    : system.expectedWaitSeconds === null
      ? undefined
      : `in the long run at this load ${formatDuration(system.expectedWaitSeconds)}`;
  const basis = system.basis === 'forecast' ? 'next hour, by the forecast' : 'as in the window';
  return [
    available === null
      ? `  ${style.dim(`free: unknown with ${formatCountOf(system.calls, 'call')}`)}`
      : `  ${style.bold(paint(`${formatPercent(available)} free`))}  ${style.dim(`${basis}; ${at}`)}`,
    '',
    `  now       ${formatCountOf(system.inService, 'call')} in work, ${formatCount(system.currentQueueDepth)} waiting`,
    `  load      ${formatPercent(utilisation)} busy (95 % CI ${formatInterval(utilisationLower, utilisationUpper)}), ${system.meanConcurrency.toFixed(2)} calls at once on average, ${system.peakConcurrency} at most`,
    `  pace      ${formatCount(system.arrivalsPerHour)} calls an hour, ${formatDuration(system.meanServiceSeconds)} each`,
    `  queue     ${wait}${longRun === undefined ? '' : `; ${longRun}`}`,
  ];
}

function nextHourLines({ nextHour }: CapacityResult, { style }: Page): readonly string[] {
  const { window, calls, busySeconds } = nextHour;
  const title = `  ${style.bold('Next hour')}  ${style.dim(`${window.since.slice(11, 16)} to ${window.until.slice(11, 16)} UTC`)}`;
  if (calls.kind !== 'forecast') {
    return [
      title,
      '',
      style.dim(
        `  too little to go by: ${calls.actualHours} whole hours are known, a forecast needs ${calls.requiredHours}`,
      ),
    ];
  }
  return [
    title,
    '',
    `  calls     ${rangeText(calls, formatCount)}`,
    ...(busySeconds.kind === 'forecast' ? [`  work      ${rangeText(busySeconds, formatDuration)}`] : []),
    style.dim(
      `  so far: in ${formatCountOf(calls.backtest.hours, 'hour')} such intervals held ${formatPercent(calls.backtest.coverage)} of the calls (meant: ${formatPercent(calls.confidence)});`,
    ),
    style.dim(
      `  off by ${formatNumber(calls.backtest.meanAbsoluteError)} calls on average, the same hour last week by ${formatNumber(calls.backtest.sameHourLastWeekError)}, the last hour by ${formatNumber(calls.backtest.lastHourError)}`,
    ),
  ];
}

type Forecast = Extract<HourForecastResult, { readonly kind: 'forecast' }>;

function rangeText({ expected, lower, upper }: Forecast, format: (value: number) => string): string {
  return `about ${format(expected)}, from ${format(lower)} to ${format(upper)}`;
}

function formatNumber(value: number): string {
  return value >= 10 ? formatCount(value) : value.toFixed(1);
}

function toolColumns(): readonly Column<BottleneckTool>[] {
  return [
    { header: 'tool', cell: ({ skillName }) => safeText(skillName, 40), shrinkTo: 14 },
    { header: 'kind', cell: ({ kind }) => kindText(kind), dispensable: 3 },
    { header: 'of the time', align: 'right', cell: ({ share }) => formatPercent(share) },
    { header: 'busy', align: 'right', cell: ({ busySeconds }) => formatDuration(busySeconds) },
    { header: 'calls', align: 'right', cell: ({ calls }) => formatCount(calls), dispensable: 1 },
    { header: 'each', align: 'right', cell: ({ meanSeconds }) => formatDuration(meanSeconds) },
  ];
}

function agentColumns(): readonly Column<AgentCapacity>[] {
  return [
    { header: 'agent', cell: ({ agentId }) => safeText(agentId, 40), shrinkTo: 10 },
    { header: 'of', cell: ({ source }) => safeText(source, 16), dispensable: 3 },
    {
      header: 'free',
      align: 'right',
      cell: ({ estimatedAvailableCapacity }) => formatPercent(estimatedAvailableCapacity),
    },
    { header: 'in work', align: 'right', cell: ({ inService }) => formatCount(inService) },
    { header: 'waiting', align: 'right', cell: ({ currentQueueDepth }) => formatCount(currentQueueDepth) },
    { header: 'calls', align: 'right', cell: ({ calls }) => formatCount(calls), dispensable: 2 },
    {
      header: 'mostly',
      cell: ({ bottleneckTools }) => bottleneckTools.map((name) => safeText(name, 24)).join(', '),
      shrinkTo: 12,
      dispensable: 1,
    },
  ];
}
