import type { DatabaseCheckResult, DatabaseStatusResult, MigrationResult } from '@skills/schema';
import type { Page } from '../output.ts';
import { formatBytes, formatCount, safeText } from '@skills/text';

/** The state of the database for a person. */
export function statusPage(status: DatabaseStatusResult, { style }: Page): readonly string[] {
  const line = (name: string, text: string): string => `  ${style.dim(name.padEnd(10))}${text}`;
  const pending =
    status.pending.length === 0
      ? []
      : [line('pending', style.yellow(status.pending.map((version) => safeText(version)).join(', ')))];
  return [
    style.bold('Database'),
    '',
    line('url', safeText(status.url)),
    line('version', safeText(status.schemaVersion ?? '(empty)')),
    ...pending,
    line('events', formatCount(status.events)),
    ...(status.sizeBytes === null ? [] : [line('size', formatBytes(status.sizeBytes))]),
    ...status.applied.map(({ version, appliedAt }) =>
      line('applied', `${safeText(version)}  ${style.dim(safeText(appliedAt))}`),
    ),
  ];
}

/** What a migration did, for a person. */
export function migrationPage({ schemaVersion, applied, rolledBack, backup }: MigrationResult): readonly string[] {
  const kept = backup === null ? [] : [`the database as it was before: ${safeText(backup)}`];
  if (applied.length + rolledBack.length === 0) return [`already at ${safeText(schemaVersion ?? '(empty)')}`];
  return [
    ...applied.map((version) => `applied ${safeText(version)}`),
    ...rolledBack.map((version) => `rolled back ${safeText(version)}`),
    ...kept,
  ];
}

/** What a check found, for a person. */
export function checkPage({ ok, problems }: DatabaseCheckResult, { style }: Page): readonly string[] {
  return ok ? [style.green('no damage found')] : problems.map((problem) => style.red(safeText(problem)));
}
