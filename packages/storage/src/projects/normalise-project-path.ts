import { realpathSync, statSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { SkillsError } from '@skills/schema';

/**
 * The one spelling of a project's folder: absolute, links followed, no `..`, no slash at the end; the case of letters as
 * the file system has it.
 *
 * @param path - relative ones are taken from `workingFolder`
 * @throws {SkillsError} 'not-found' when nothing is there, 'invalid-input' when it is not a folder
 */
export function normaliseProjectPath(path: string, workingFolder: string): string {
  if (path.trim() === '') throw new SkillsError('invalid-input', 'the path of a project is empty');
  if (path.includes('\0')) throw new SkillsError('invalid-input', 'the path of a project holds a NUL');
  const absolute = isAbsolute(path) ? resolve(path) : resolve(workingFolder, path);
  const real = realPathOf(absolute);
  if (real === undefined) throw new SkillsError('not-found', `there is no folder ${absolute}`);
  if (!statSync(real).isDirectory()) throw new SkillsError('invalid-input', `${absolute} is not a folder`);
  return real;
}

/** `undefined` when nothing is there, or it cannot be reached. */
export function realPathOf(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}
