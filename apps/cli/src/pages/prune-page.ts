import type { PruneResult } from '@skills/schema';
import { formatBytes, formatCount } from '@skills/text';
import type { Page } from '../output.ts';
import { renderTable } from '../terminal/table.ts';

type TableRow = PruneResult['tables'][number];
type TierRow = { readonly name: string; readonly age: string; readonly before: string };

const dayMs = 86_400_000;

/** What left each tier, and that the answers are the same. */
export function prunePage(result: PruneResult, page: Page): readonly string[] {
  const { dryRun, deleted, tiers, tables, totals, bytes } = result;
  const said = `${formatCount(deleted)} events ${dryRun ? 'would be deleted' : 'deleted'}`;
  if (tiers === null || totals === null) return [said];
  const rows = (['raw', 'hourly', 'daily'] as const).map((name): TierRow => {
    const { ageMs, before } = tiers[name];
    return { name, age: ageText(ageMs), before: before?.slice(0, 16).replace('T', ' ') ?? 'nothing' };
  });
  return [
    page.style.bold(said),
    '',
    ...renderTable<TierRow>(
      rows,
      [
        { header: 'tier', cell: ({ name }) => name },
        { header: 'kept', align: 'right', cell: ({ age }) => age },
        { header: 'goes what is before (UTC)', cell: ({ before }) => before },
      ],
      page,
    ),
    '',
    ...(tables.length === 0
      ? ['  Nothing is past its age.']
      : renderTable<TableRow>(
          tables,
          [
            { header: 'table', cell: ({ table }) => table },
            { header: 'rows', align: 'right', cell: ({ before }) => formatCount(before) },
            { header: dryRun ? 'would stay' : 'stay', align: 'right', cell: ({ after }) => formatCount(after) },
          ],
          page,
        )),
    '',
    ...proofLines(totals, { page, dryRun }),
    ...(bytes === null ? [] : [`  ${formatBytes(bytes.before)} on disk before, ${formatBytes(bytes.after)} after`]),
  ];
}

function proofLines(
  totals: NonNullable<PruneResult['totals']>,
  { page, dryRun }: { readonly page: Page; readonly dryRun: boolean },
): readonly string[] {
  const { calls = 0, messages = 0 } = totals.after;
  const counted = `${formatCount(calls)} calls and ${formatCount(messages)} messages`;
  if (dryRun) return [`  The kept tiers count ${counted}; they stay.`];
  if (totals.isUnchanged) return [`  ${page.style.green('✓')} The kept tiers count ${counted}, as before.`];
  const differing = Object.keys(totals.before).filter((name) => totals.before[name] !== totals.after[name]);
  return [
    `  ${page.style.red('✗')} Other totals than before: ${differing
      .map((name) => `${name} ${totals.before[name]} became ${totals.after[name]}`)
      .join(', ')}. Something was collected meanwhile, or skills db check tells more.`,
  ];
}

function ageText(ageMs: number | null): string {
  return ageMs === null ? 'for good' : `${Math.round((10 * ageMs) / dayMs) / 10} d`;
}
