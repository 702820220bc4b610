import type { EraseResult } from '@skills/schema';
import { formatBytes, formatCount, safeText } from '@skills/text';
import type { Page } from '../output.ts';
import { renderTable } from '../terminal/table.ts';

type TableRow = EraseResult['tables'][number];

/** What was erased, and where it still is. */
export function erasePage(result: EraseResult, page: Page): readonly string[] {
  const { kind, action, dryRun, tables, tombstones, copies, copiesDeleted, bytes } = result;
  if (action === 'allowed') return [`The ${kind} may come back: the next skills collect reads its files again.`];
  return [
    page.style.bold(dryRun ? `The ${kind} would be erased` : `The ${kind} is erased`),
    '',
    ...renderTable<TableRow>(
      tables,
      [
        { header: 'table', cell: ({ table }) => safeText(table) },
        { header: 'rows', align: 'right', cell: ({ before }) => formatCount(before) },
        { header: dryRun ? 'would stay' : 'stay', align: 'right', cell: ({ after }) => formatCount(after) },
      ],
      page,
    ),
    '',
    ...(bytes === null
      ? []
      : [`  The files were written anew: ${formatBytes(bytes.before)} before, ${formatBytes(bytes.after)} after.`]),
    ...(dryRun
      ? []
      : [
          `  ${formatCount(tombstones)} keyed hashes keep it away when its files are collected again (--allow-again ends that).`,
        ]),
    ...copyLines(copies, { page, copiesDeleted }),
  ];
}

function copyLines(
  copies: readonly string[],
  { page, copiesDeleted }: { readonly page: Page; readonly copiesDeleted: boolean },
): readonly string[] {
  if (copies.length === 0) return [];
  if (copiesDeleted) return [`  ${formatCount(copies.length)} copies beside the database were deleted.`];
  return [
    `  ${page.style.yellow('!')} These copies beside the database still hold it (--backups deletes them):`,
    ...copies.map((name) => `      ${safeText(name)}`),
  ];
}
