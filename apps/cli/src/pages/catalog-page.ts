import type { CatalogResult, CatalogSkill } from '@skills/schema';
import type { Page } from '../output.ts';
import { formatCount, formatCountOf, formatPercent, safeText } from '@skills/text';
import { renderTable } from '../terminal/table.ts';
import type { Column } from '../terminal/table.ts';
import { wrapText } from '../terminal/wrap-text.ts';
import { heading } from './page-parts.ts';

const indent = 4;

/** What is installed and what becomes of it, for a person. */
export function catalogPage(result: CatalogResult, page: Page, limit: number): readonly string[] {
  const { style } = page;
  const title = heading(`${formatCountOf(result.skills.length, 'skill')} installed`, result.window, page);
  if (result.skills.length === 0) {
    return [
      title,
      '',
      '  None of these folders has a skill:',
      ...result.folders.map(({ path }) => `    ${safeText(path, page.width - indent)}`),
      ...problemLines(result, page, limit),
    ];
  }
  const shown = result.skills.slice(0, limit);
  const hidden = result.skills.length - shown.length;
  return [
    title,
    '',
    ...renderTable(shown, skillColumns, page),
    ...(hidden > 0 ? [style.dim(`  ${formatCount(hidden)} more; --limit shows them, --json has all`)] : []),
    ...nameLines('Never used', result.neverUsed, page),
    ...nameLines('Never offered to a session', result.neverOffered, page),
    ...section(
      'Description too long',
      result.tooLong,
      page,
      ({ skillName, characters, limit: most, consequence }) =>
        `${safeText(skillName, 40)}: ${formatCount(characters)} characters, ${formatCount(most)} allowed (${consequence})`,
    ),
    ...section(
      'Nearly the same',
      result.nearDuplicates,
      page,
      ({ skillA, skillB, similarity, of }) =>
        `${safeText(skillA, 40)} and ${safeText(skillB, 40)}: ${sameness(of, similarity)}`,
    ),
    ...problemLines(result, page, limit),
  ];
}

const scopes = { user: 'you', project: 'project', plugin: 'plugin', system: 'assistant' } as const satisfies Record<
  CatalogSkill['scope'],
  string
>;

const skillColumns: readonly Column<CatalogSkill>[] = [
  { header: 'skill', cell: ({ skillName }) => safeText(skillName, 60), shrinkTo: 16 },
  { header: 'from', cell: ({ scope }) => scopes[scope], dispensable: 2 },
  { header: 'for', cell: ({ assistant }) => assistant, dispensable: 3 },
  { header: 'offered', align: 'right', cell: ({ offered }) => formatCount(offered) },
  { header: 'used', align: 'right', cell: ({ used }) => formatCount(used) },
  {
    header: 'description',
    align: 'right',
    cell: ({ descriptionCharacters }) => `${formatCount(descriptionCharacters)} chars`,
    dispensable: 1,
  },
];

function sameness(of: CatalogResult['nearDuplicates'][number]['of'], similarity: number): string {
  return of === 'file' ? 'the same file' : `${formatPercent(similarity)} of the ${of}`;
}

function nameLines(title: string, names: readonly string[], { width, style }: Page): readonly string[] {
  if (names.length === 0) return [];
  const text = names.map((name) => safeText(name, 40)).join(', ');
  return [
    '',
    `${style.bold(title)}  ${style.dim(formatCount(names.length))}`,
    ...wrapText(safeText(text, 600), width - indent).map((line) => `${' '.repeat(indent)}${line}`),
  ];
}

const mostShown = 10;

function section<Row>(
  title: string,
  rows: readonly Row[],
  ...[{ width, style }, line]: readonly [Page, (row: Row) => string]
): readonly string[] {
  if (rows.length === 0) return [];
  const hidden = rows.length - mostShown;
  return [
    '',
    `${style.bold(title)}  ${style.dim(formatCount(rows.length))}`,
    ...rows
      .slice(0, mostShown)
      .flatMap((row) => wrapText(line(row), width - indent).map((text) => `${' '.repeat(indent)}${text}`)),
    ...(hidden > 0 ? [style.dim(`    ${formatCount(hidden)} more in --json`)] : []),
  ];
}

function problemLines({ problems }: CatalogResult, page: Page, limit: number): readonly string[] {
  if (problems.length === 0) return [];
  return [
    '',
    `${page.style.bold('Something is wrong with')}  ${page.style.dim(formatCount(problems.length))}`,
    ...problems
      .slice(0, limit)
      .flatMap(({ file, line, reason }) => [
        `    ${safeText(file, 200)}${line === null ? '' : `:${line}`}`,
        `      ${safeText(reason, page.width - indent - 2)}`,
      ]),
  ];
}
