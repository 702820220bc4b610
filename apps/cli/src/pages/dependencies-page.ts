import type { DependenciesResult, DependencyRow } from '@skills/schema';
import type { Page } from '../output.ts';
import { formatCount, formatCountOf, formatPercent, safeText } from '@skills/text';
import { renderTable } from '../terminal/table.ts';
import type { Column } from '../terminal/table.ts';
import { emptyState, minuteText } from './page-parts.ts';
import { probabilityText } from './trend-text.ts';

export type DependenciesPageOptions = { readonly skillName: string | undefined; readonly limit: number };

/** Which skills go together, for a person. */
export function dependenciesPage(
  result: DependenciesResult,
  page: Page,
  { skillName, limit }: DependenciesPageOptions,
): readonly string[] {
  const { style } = page;
  const { dependencies, seeded, sessions, falseDiscoveryRate } = result;
  const about = skillName === undefined ? 'Skills that go together' : `What goes with ${safeText(skillName, 60)}`;
  const title = `${style.bold(about)}  ${style.dim(sourceText(result))}`;
  if (sessions === 0 && seeded.length === 0) return [title, '', ...emptyState('Nothing was collected yet.', page)];
  const together = dependencies.filter(({ lift }) => lift >= 1);
  const apart = dependencies.filter(({ lift }) => lift < 1).toReversed();
  const rule =
    falseDiscoveryRate === null
      ? 'every pair within the limits, chance or not'
      : 'beyond chance, users and lengths of sessions; 1 in 20 may be false';
  return [
    title,
    '',
    style.dim(`  ${rule}`),
    style.dim('  → share of the sessions with the first that have the second; ← the reverse'),
    '',
    ...(dependencies.length === 0 ? ['  No pair stands out yet.'] : []),
    ...pairTable(together, page, limit),
    ...(apart.length === 0 ? [] : ['', `  ${style.bold('that keep apart')}`, '', ...pairTable(apart, page, limit)]),
    ...(seeded.length === 0 ? [] : ['', `  ${style.bold('of the taxonomy')}`, ...seeded.map(seededLine)]),
  ];
}

function sourceText({ updatedAt, sessions, stored }: DependenciesResult): string {
  const over = formatCountOf(sessions, 'session');
  if (stored !== undefined) return `${over}; ${formatCountOf(stored, 'pair')} stored`;
  return updatedAt === null ? `${over}; --update stores this` : `${over}; of ${minuteText(updatedAt)} UTC`;
}

function pairTable(pairs: readonly DependencyRow[], page: Page, limit: number): readonly string[] {
  if (pairs.length === 0) return [];
  const columns: readonly Column<DependencyRow>[] = [
    { header: 'skill', cell: ({ skillA }) => safeText(skillA, 40), shrinkTo: 14 },
    { header: 'and', cell: ({ skillB }) => safeText(skillB, 40), shrinkTo: 14 },
    { header: 'together', align: 'right', cell: ({ coOccurrenceCount }) => formatCount(coOccurrenceCount) },
    { header: '→', align: 'right', cell: ({ confidence }) => formatPercent(confidence), dispensable: 1 },
    { header: '←', align: 'right', cell: ({ confidenceReverse }) => formatPercent(confidenceReverse), dispensable: 1 },
    {
      header: 'lift',
      align: 'right',
      cell: ({ lift }) => lift.toFixed(2),
      paint: ({ lift }) => (lift >= 1 ? page.style.green : page.style.yellow),
    },
    {
      header: 'adjusted',
      align: 'right',
      cell: ({ adjustedLift }) => (adjustedLift === null ? '–' : adjustedLift.toFixed(2)),
      dispensable: 2,
    },
    { header: 'q', align: 'right', cell: ({ qValue }) => probabilityText(qValue), dispensable: 3 },
  ];
  const hidden = pairs.length - limit;
  const more =
    hidden > 0 ? ['', page.style.dim(`  ${formatCount(hidden)} more; --limit shows them, --json has all`)] : [];
  return [...renderTable(pairs.slice(0, limit), columns, page), ...more];
}

function seededLine({ skillA, skillB, lift }: DependenciesResult['seeded'][number]): string {
  const stated = lift === null ? '' : `  lift ${lift.toFixed(1)} as stated`;
  return `  ${safeText(skillA, 40)} + ${safeText(skillB, 40)}${stated}`;
}
