import type { CollectedSource, CollectResult, SearchedPlace } from '@skills/schema';
import type { ExitCode } from '../exit-code.ts';
import { exitCodes } from '../exit-code.ts';
import type { Page } from '../output.ts';
import { formatBytes, formatCount, formatDuration } from '@skills/text';
import type { Column } from '../terminal/table.ts';
import { renderTable } from '../terminal/table.ts';
import { placeLines } from './page-parts.ts';

// More would push the result off the screen; every one is in --json and in the quarantine.
const mostProblems = 20;

type CollectPage = Page & {
  readonly dryRun: boolean;
  /** The usual places; `undefined` when another one was named. */
  readonly searched?: readonly SearchedPlace[] | undefined;
};

/** What was collected, for a person. */
export function collectPage(result: CollectResult, page: CollectPage): readonly string[] {
  const { style, dryRun } = page;
  if (result.sources.every(({ files }) => files === 0)) return nothingFound(result, page);
  const columns: readonly Column<CollectedSource>[] = [
    { header: 'source', cell: ({ source }) => source },
    { header: 'files', align: 'right', cell: ({ files }) => formatCount(files) },
    { header: 'unchanged', align: 'right', cell: ({ filesUnchanged }) => formatCount(filesUnchanged), dispensable: 2 },
    { header: 'read', align: 'right', cell: ({ bytes }) => formatBytes(bytes) },
    { header: 'lines', align: 'right', cell: ({ lines }) => formatCount(lines), dispensable: 1 },
    { header: dryRun ? 'calls' : 'new calls', align: 'right', cell: ({ events }) => formatCount(events) },
    { header: 'known', align: 'right', cell: ({ duplicates }) => formatCount(duplicates), dispensable: 3 },
    {
      header: 'unreadable',
      align: 'right',
      cell: ({ quarantined }) => formatCount(quarantined),
      paint: ({ quarantined }) => (quarantined > 0 ? style.red : style.dim),
    },
  ];
  const verb = dryRun ? 'calls found; nothing was stored' : 'new calls collected';
  return [
    ...renderTable(result.sources, columns, page),
    '',
    `  ${style.bold(formatCount(result.inserted))} ${verb} in ${formatDuration(result.durationSeconds)}`,
  ];
}

function nothingFound({ sources }: CollectResult, { style, searched }: CollectPage): readonly string[] {
  const names = sources.map(({ source }) => source);
  if (searched === undefined) return [`  Nothing there looks like a file of ${names.join(', ')}.`];
  const places = searched.filter(({ source }) => names.includes(source));
  return [...placeLines(places), '', `  ${style.bold('--from PATH')} reads another place.`];
}

/** One line for each file or line that could not be read, and one for those that are left out. */
export function collectProblems({ sources, quarantined }: CollectResult): readonly string[] {
  const problems = sources.flatMap(({ errors }) =>
    errors.map(({ file, line, reason }) => `${file}${line === undefined ? '' : `:${line}`}: ${reason}`),
  );
  const unreadableFiles = sources.flatMap(({ errors }) => errors.filter(({ line }) => line === undefined)).length;
  const hidden = quarantined + unreadableFiles - mostProblems;
  return hidden > 0 ? [...problems.slice(0, mostProblems), `and ${formatCount(hidden)} more`] : problems;
}

/** Something that could not be read makes it a work done in part. */
export function collectExitCode({ sources, quarantined }: CollectResult): ExitCode {
  const isWhole = quarantined === 0 && sources.every(({ errors }) => errors.length === 0);
  return isWhole ? exitCodes.done : exitCodes.partial;
}
