import type { TaxonomyAssignResult, TaxonomyResult } from '@skills/schema';
import type { Page } from '../output.ts';
import { formatCount, formatCountOf, formatPercent, safeText } from '@skills/text';
import { renderTable } from '../terminal/table.ts';
import type { Column } from '../terminal/table.ts';

const shownMappings = 30;

type Mapping = TaxonomyResult['mappings'][number];

/** The taxonomy, for a person. */
export function taxonomyPage(result: TaxonomyResult, page: Page): readonly string[] {
  const { style } = page;
  const { categories, modalities, dependencies, mappings } = result;
  const counts = [
    formatCountOf(categories.length, 'categorie').replace(/categorie$/, 'category'),
    formatCountOf(modalities.length, 'modalitie').replace(/modalitie$/, 'modality'),
    formatCountOf(mappings.length, 'mapping'),
  ].join(', ');
  const title = `${style.bold('Taxonomy of skills')}  ${style.dim(counts)}`;
  if (categories.length === 0) {
    return [title, '', '  There is none yet.', '', `  ${style.bold('skills taxonomy init')}   makes it`];
  }
  return [
    title,
    '',
    ...renderTable(categories, categoryColumns, page),
    '',
    style.bold('Which skill belongs where'),
    ...mappingLines(mappings, page),
    '',
    style.bold('What goes in and comes out'),
    ...renderTable(modalities, modalityColumns, page),
    '',
    `${style.bold('What goes together')}  ${style.dim('skills deps has what was measured')}`,
    ...renderTable(dependencies.slice(0, shownMappings), dependencyColumns, page),
  ];
}

/** What an assignment did, for a person. */
export function taxonomyAssignPage(
  result: TaxonomyAssignResult,
  skillName: string | undefined,
  page: Page,
): readonly string[] {
  const { style } = page;
  const { classifier, mappings, assigned, unassigned } = result;
  if (classifier === null) {
    const name = skillName ?? '';
    const own = mappings.filter((mapping) => mapping.skillName === name);
    const where = own.map(({ categoryName }) => safeText(categoryName ?? 'no category', 40)).join(', ');
    return [`${style.bold(safeText(name, 60))} belongs to ${where}, until you say otherwise`];
  }
  return [
    `${style.bold('Skills put into categories')}  ${style.dim(`${formatCount(assigned)} assigned, ${formatCount(unassigned)} fit none`)}`,
    style.dim(
      `  of ${formatCount(classifier.samples)} labelled skills ${formatPercent(classifier.accuracy)} are put right when they are left out; confidences are off by ${formatPercent(classifier.calibrationError)}`,
    ),
    '',
    ...mappingLines(
      mappings.filter(({ source }) => source === 'automatic'),
      page,
    ),
    '',
    `  ${style.bold('skills taxonomy assign SKILL CATEGORY')}   says otherwise, for good`,
  ];
}

const categoryColumns: readonly Column<TaxonomyResult['categories'][number]>[] = [
  { header: 'category', cell: ({ categoryName }) => safeText(categoryName, 40) },
  { header: 'domain', cell: ({ domain }) => safeText(domain ?? '–', 20), dispensable: 1 },
  { header: 'skills', align: 'right', cell: ({ skills }) => formatCount(skills) },
  { header: 'about', cell: ({ description }) => safeText(description ?? '–', 60), shrinkTo: 20, dispensable: 2 },
];

const mappingColumns: readonly Column<Mapping>[] = [
  { header: 'skill', cell: ({ skillName }) => safeText(skillName, 60), shrinkTo: 16 },
  { header: 'category', cell: ({ categoryName }) => safeText(categoryName ?? 'none', 40) },
  { header: 'sure', align: 'right', cell: ({ confidence }) => formatPercent(confidence) },
  { header: 'by', cell: ({ source }) => sourceNames[source], dispensable: 1 },
];

const sourceNames = { seeded: 'seed', automatic: 'classifier', manual: 'you' } as const satisfies Record<
  Mapping['source'],
  string
>;

const modalityColumns: readonly Column<TaxonomyResult['modalities'][number]>[] = [
  { header: 'skill', cell: ({ skillName }) => safeText(skillName, 40) },
  { header: 'kind', cell: ({ modalityType }) => safeText(modalityType, 20) },
  {
    header: 'in and out',
    cell: ({ inputFormat, outputFormat }) =>
      `${safeText(inputFormat ?? '–', 30)} to ${safeText(outputFormat ?? '–', 30)}`,
    shrinkTo: 20,
  },
  { header: 'review', cell: ({ requiresHumanReview }) => (requiresHumanReview ? 'by a person' : 'no') },
];

const dependencyColumns: readonly Column<TaxonomyResult['dependencies'][number]>[] = [
  { header: 'skill', cell: ({ skillA }) => safeText(skillA, 40), shrinkTo: 16 },
  { header: 'and', cell: ({ skillB }) => safeText(skillB, 40), shrinkTo: 16 },
  { header: 'lift', align: 'right', cell: ({ lift }) => (lift === null ? '–' : lift.toFixed(1)) },
];

function mappingLines(mappings: readonly Mapping[], page: Page): readonly string[] {
  if (mappings.length === 0) return ['  none'];
  const hidden = mappings.length - shownMappings;
  const more = hidden > 0 ? [page.style.dim(`  ${formatCount(hidden)} more; --json has all`)] : [];
  return [...renderTable(mappings.slice(0, shownMappings), mappingColumns, page), ...more];
}
