import type { ResultWindow, SearchedPlace, SkillKind } from '@skills/schema';
import type { Page } from '../output.ts';
import { formatInterval, formatPercent, safeText } from '@skills/text';
import type { Paint, Style } from '../terminal/style.ts';
import type { Column } from '../terminal/table.ts';

const dayMs = 86_400_000;
// Of `--since all`: the log refuses older times.
const earliestWindow = '2000-01-01';

/** A title line with the window behind it. */
export function heading(title: string, window: ResultWindow, { style }: Page): string {
  return `${style.bold(title)}  ${style.dim(windowText(window))}`;
}

/** `2026-01-11 to 2026-02-10, 30 days`; with hours when the window does not lie on days. */
export function windowText({ since, until }: ResultWindow): string {
  if (since.startsWith(earliestWindow)) return `everything up to ${until.slice(0, 10)} UTC`;
  const days = (Date.parse(until) - Date.parse(since)) / dayMs;
  const isWhole = since.endsWith('T00:00:00.000Z') && until.endsWith('T00:00:00.000Z');
  if (!isWhole) return `${minuteText(since)} to ${minuteText(until)} UTC`;
  const lastDay = new Date(Date.parse(until) - dayMs).toISOString().slice(0, 10);
  return `${since.slice(0, 10)} to ${lastDay} UTC, ${days} ${days === 1 ? 'day' : 'days'}`;
}

/** `2026-02-10 12:34` of an ISO time. */
export function minuteText(timestamp: string): string {
  return timestamp.slice(0, 16).replace('T', ' ');
}

const kindNames = {
  skill: 'skill',
  slash_command: 'command',
  subagent: 'subagent',
  tool: 'tool',
  mcp_tool: 'mcp tool',
  hook: 'hook',
  ci_stage: 'ci stage',
  workflow: 'workflow',
} as const satisfies Record<SkillKind, string>;

export function kindText(kind: SkillKind): string {
  return kindNames[kind];
}

type Named = { readonly skillName: string; readonly kind: SkillKind };

/** The two columns that say which skill a row is about. */
export function skillColumns<Row extends Named>(): readonly Column<Row>[] {
  return [
    { header: 'skill', cell: ({ skillName }) => safeText(skillName, 60), shrinkTo: 16 },
    { header: 'kind', cell: ({ kind }) => kindText(kind), dispensable: 5 },
  ];
}

type Rated = {
  readonly completionRate: number | null;
  readonly completionRateLower: number | null;
  readonly completionRateUpper: number | null;
};

/** How often it works, with Wilson's interval. */
export function rateColumns<Row extends Rated>(style: Style): readonly Column<Row>[] {
  return [
    {
      header: 'works',
      align: 'right',
      cell: ({ completionRate }) => formatPercent(completionRate),
      paint: ({ completionRate }) => ratePaint(completionRate, style),
    },
    {
      header: '95 % CI',
      align: 'right',
      cell: ({ completionRateLower, completionRateUpper }) => formatInterval(completionRateLower, completionRateUpper),
      paint: () => style.dim,
      dispensable: 1,
    },
  ];
}

export function ratePaint(rate: number | null, style: Style): Paint {
  if (rate === null) return style.dim;
  if (rate >= 0.9) return style.green;
  return rate >= 0.7 ? style.yellow : style.red;
}

type EmptyStateOptions = {
  /** A longer window may have something. Default true. */
  readonly isWindowed?: boolean;
};

/** What to do when a page has nothing to show. */
export function emptyState(
  what: string,
  { style }: Page,
  { isWindowed = true }: EmptyStateOptions = {},
): readonly string[] {
  return [
    `  ${what}`,
    '',
    `  ${style.bold('skills collect')}   reads what your assistants wrote down`,
    ...(isWindowed ? [`  ${style.bold('--since all')}      looks at everything that was collected`] : []),
    `  ${style.bold('skills demo')}      shows it all with a simulated world`,
  ];
}

/** Where sources were looked for, in vain. */
export function placeLines(places: readonly SearchedPlace[]): readonly string[] {
  return [
    '  No assistant has written anything down in the places where it would be:',
    ...places.map(({ source, path }) => `    ${source.padEnd(15)}${safeText(path)}`),
  ];
}
