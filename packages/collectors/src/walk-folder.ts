import { readdirSync, realpathSync, statSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { FileError } from './collector.ts';

export type FolderWalk = {
  /** How many folders deep; the root's own files are at depth 0. */
  readonly maxDepth: number;
  readonly acceptsFile: (path: string) => boolean;
  readonly entersFolder: (path: string) => boolean;
};

/**
 * Files below a folder, in byte order. A folder that is not there has none. Links are not followed: what lies inside
 * the folder is found anyway, and a wanted link that leads out of it is an error, as is a wanted name that is no
 * regular file.
 */
export function walkFolder(
  root: string,
  walk: FolderWalk,
): { readonly files: readonly string[]; readonly errors: readonly FileError[] } {
  const files: string[] = [];
  const errors: FileError[] = [];
  const visit = (folder: string, depth: number): void => {
    for (const entry of entriesOf(folder, errors)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (depth < walk.maxDepth && walk.entersFolder(path)) visit(path, depth + 1);
      } else if (entry.isSymbolicLink() && isFolder(path)) {
        const isWanted = depth < walk.maxDepth && walk.entersFolder(path);
        if (isWanted && !leadsInto(root, path))
          errors.push({ file: path, reason: 'a link that leaves the folder searched' });
      } else if (walk.acceptsFile(path)) {
        if (entry.isFile()) files.push(path);
        else if (!entry.isSymbolicLink()) errors.push({ file: path, reason: 'not a regular file' });
        else if (!leadsInto(root, path)) errors.push({ file: path, reason: 'a link that leaves the folder searched' });
      }
    }
  };
  visit(root, 0);
  return { files: files.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))), errors };
}

function entriesOf(folder: string, errors: FileError[]): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
    if (code !== 'ENOENT' && code !== 'ENOTDIR')
      errors.push({ file: folder, reason: `cannot list the folder: ${code}` });
    return [];
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function leadsInto(root: string, link: string): boolean {
  try {
    const target = relative(realpathSync(root), realpathSync(link));
    return target !== '..' && !target.startsWith(`..${sep}`);
  } catch {
    return false;
  }
}
