import type { OverviewResult } from '@skills/schema';
import type { Page } from '../output.ts';
import {
  formatCount,
  formatCountOf,
  formatInterval,
  formatPercent,
  formatTokens,
  formatUsd,
  safeText,
} from '@skills/text';
import { sparkline } from '../terminal/sparkline.ts';
import { renderTable } from '../terminal/table.ts';
import type { Column } from '../terminal/table.ts';
import { tokensText } from './costs-page.ts';
import { emptyState, heading, rateColumns, ratePaint, skillColumns } from './page-parts.ts';

type TopSkill = OverviewResult['topSkills'][number];
type Failing = OverviewResult['failsMost'][number];

const narrowSparkline = 15;
const wideSparkline = 30;

/** The page that `start` and `demo` end with. */
export function overviewPage(result: OverviewResult, page: Page): readonly string[] {
  const title = heading('Skills of your assistants', result.window, page);
  if (result.totals.invocations === 0) {
    return [title, '', ...emptyState('Nothing ran in this window.', page)];
  }
  return [
    title,
    '',
    ...totalsLines(result, page),
    '',
    page.style.bold('Most used'),
    ...renderTable(result.topSkills, topColumns(result, page), page),
    ...failingLines(result, page),
    ...neverUsedLines(result, page),
    ...costLines(result, page),
  ];
}

function totalsLines({ totals }: OverviewResult, { style }: Page): readonly string[] {
  const { invocations, completed, failed, completionRate } = totals;
  const unknown = invocations - completed - failed;
  const rate = ratePaint(completionRate, style)(formatPercent(completionRate));
  return [
    `  ${style.bold(formatCount(invocations))} calls of ${style.bold(formatCount(totals.skills))} skills, commands, subagents and tools`,
    `  in ${formatCountOf(totals.sessions, 'session')} of ${formatCountOf(totals.projects, 'project')}`,
    `  ${rate} of those with a known outcome worked; ${formatCount(unknown)} unknown`,
  ];
}

function topColumns({ activityBucketSeconds }: OverviewResult, page: Page): readonly Column<TopSkill>[] {
  const columns = page.width >= 100 ? wideSparkline : narrowSparkline;
  return [
    ...skillColumns<TopSkill>(),
    { header: 'calls', align: 'right', cell: ({ invocations }) => formatCount(invocations) },
    ...rateColumns<TopSkill>(page.style),
    {
      header: activityBucketSeconds === 3600 ? 'by hour' : 'by day',
      cell: ({ activity }) => sparkline(activity, columns),
      paint: () => page.style.cyan,
      dispensable: 2,
    },
  ];
}

function failingLines({ failsMost }: OverviewResult, page: Page): readonly string[] {
  if (failsMost.length === 0) return [];
  const columns: readonly Column<Failing>[] = [
    ...skillColumns<Failing>(),
    { header: 'failed', align: 'right', cell: ({ failed }) => formatCount(failed), paint: () => page.style.red },
    { header: 'of', align: 'right', cell: ({ known }) => formatCount(known) },
    { header: 'fails', align: 'right', cell: ({ failureRate }) => formatPercent(failureRate) },
    {
      header: '95 % CI',
      align: 'right',
      cell: ({ failureRateLower, failureRateUpper }) => formatInterval(failureRateLower, failureRateUpper),
      paint: () => page.style.dim,
      dispensable: 1,
    },
  ];
  return ['', page.style.bold('Fails most'), ...renderTable(failsMost, columns, page)];
}

function neverUsedLines({ offeredNeverUsed }: OverviewResult, page: Page): readonly string[] {
  if (offeredNeverUsed.length === 0) return [];
  const columns: readonly Column<OverviewResult['offeredNeverUsed'][number]>[] = [
    { header: 'skill', cell: ({ skillName }) => safeText(skillName, 60), shrinkTo: 16 },
    { header: 'offered in', align: 'right', cell: ({ offered }) => formatCountOf(offered, 'session') },
  ];
  return ['', page.style.bold('Offered and never used'), ...renderTable(offeredNeverUsed, columns, page)];
}

function costLines({ costs }: OverviewResult, { style }: Page): readonly string[] {
  const { tokens, costUsd, unpricedTokens } = costs;
  if (tokens.input + tokens.output + tokens.cacheRead + tokens.cacheCreation === 0) return [];
  const unpriced = unpricedTokens === 0 ? '' : `; ${formatTokens(unpricedTokens)} tokens have no known price`;
  return [
    '',
    style.bold('Cost'),
    `  ${style.bold(formatUsd(costUsd))} at list price for ${tokensText(tokens)}${unpriced}`,
  ];
}
