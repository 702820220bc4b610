import { SkillsError } from '@skills/schema';
import type { ExportFormat } from '@skills/composition';

const formats = ['ndjson', 'csv', 'parquet'] as const satisfies readonly ExportFormat[];

/** @throws {SkillsError} 'invalid-usage', naming the command, the value and the choices */
export function exportFormat(command: string, name: string): ExportFormat {
  const format = formats.find((known) => known === name);
  if (format === undefined) {
    throw new SkillsError('invalid-usage', `${command} ${name}: expected one of ${formats.join(', ')}`);
  }
  return format;
}

const byExtension: ReadonlyMap<string, ExportFormat> = new Map([
  ['ndjson', 'ndjson'],
  ['jsonl', 'ndjson'],
  ['csv', 'csv'],
  ['parquet', 'parquet'],
]);

/** @throws {SkillsError} 'invalid-usage' when the name does not tell */
export function formatOfFile(path: string): ExportFormat {
  const format = byExtension.get(/\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase() ?? '');
  if (format === undefined) throw new SkillsError('invalid-usage', `import ${path}: name the format with --format`);
  return format;
}
