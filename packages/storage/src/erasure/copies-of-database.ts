import { existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Copies that were made beside a database file: by `db backup`, before migrations, and by `db restore`. */
export function copiesOfDatabase(path: string): readonly string[] {
  const [folder, name] = [dirname(path), basename(path)];
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.startsWith(`${name}.backup-`) || file.startsWith(`${name}.before-`))
    .toSorted()
    .map((file) => join(folder, file));
}

/** Deletes copies, which still hold what was erased. */
export function deleteCopies(paths: readonly string[]): void {
  for (const path of paths) rmSync(path, { force: true });
}
