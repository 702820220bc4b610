import { createHash } from 'node:crypto';
import type { ProjectSighting } from '@skills/schema';

/**
 * The project that a working folder stands for. The id shows the folder's name and tells folders of one name apart
 * without showing where they are.
 *
 * @param path - a POSIX or Windows path, as a source wrote it
 * @example
 * projectOf('/home/dev/demo').projectId; // 'demo-3c2a52'
 */
export function projectOf(path: string): ProjectSighting {
  const trimmed = path.replace(/[/\\]+$/, '');
  const name = (trimmed.split(/[/\\]/).at(-1) ?? '').slice(0, 200) || 'root';
  return { projectId: `${name}-${createHash('sha256').update(path).digest('hex').slice(0, 6)}`, name, path };
}

/** The id of `projectOf(path)`. */
export function projectIdOf(path: string): string {
  return projectOf(path).projectId;
}
