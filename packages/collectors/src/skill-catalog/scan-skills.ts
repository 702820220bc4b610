import { readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { CollectorEnvironment, FileError } from '../collector.ts';
import { reasonOf } from '../file-error.ts';
import { readSkillFile, type ScannedSkill } from './skill-file.ts';
import { type SkillFolder, skillFolders } from './skill-folders.ts';

export type SkillScanOptions = {
  /** Folders of projects, whose own skills are read too. */
  readonly projects?: readonly string[];
  /** One folder of skills, instead of the usual places. */
  readonly from?: string | undefined;
};

export type SkillScan = {
  /** Folders that were looked at and the number of skills in each, existing or not. */
  readonly folders: readonly { readonly path: string; readonly skills: number }[];
  readonly skills: readonly ScannedSkill[];
  /** What could not be read, or is wrong with a file. */
  readonly problems: readonly FileError[];
};

const mostSkillsPerFolder = 10_000;

/**
 * Reads the skills that are installed on this machine. Nothing is written, run or followed: of each subfolder the
 * `SKILL.md` alone is opened, and only when it is a regular file. A folder may be a link, as installers make them; a file
 * that is reached twice counts once.
 */
export function scanSkills(environment: CollectorEnvironment, options: SkillScanOptions = {}): SkillScan {
  const { from, projects = [] } = options;
  const searched =
    from === undefined
      ? skillFolders(environment, projects)
      : { folders: [{ path: from, assistant: 'shared', scope: 'user', plugin: null } as const], errors: [] };
  const problems: FileError[] = [...searched.errors];
  const skills = new Map<string, ScannedSkill>();
  const folders = searched.folders.map((folder) => {
    const found = skillFilesOf(folder, problems);
    for (const path of found) {
      const real = realPathOf(path);
      if (skills.has(real)) continue;
      const { skill, problems: own } = readSkillFile(path, folder);
      problems.push(...own);
      if (skill !== undefined) skills.set(real, skill);
    }
    return { path: folder.path, skills: found.length };
  });
  return { folders, skills: [...skills.values()], problems };
}

/** `<folder>/<skill>/SKILL.md`, in the order of their names. */
function skillFilesOf({ path }: SkillFolder, problems: FileError[]): readonly string[] {
  let names: readonly string[];
  try {
    names = readdirSync(path).toSorted();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') problems.push({ file: path, reason: reasonOf(error) });
    return [];
  }
  if (names.length > mostSkillsPerFolder) {
    problems.push({ file: path, reason: `holds more than ${mostSkillsPerFolder} entries; the rest is not read` });
  }
  return names
    .slice(0, mostSkillsPerFolder)
    .map((name) => join(path, name, 'SKILL.md'))
    .filter((file) => isThere(file, problems));
}

function isThere(file: string, problems: FileError[]): boolean {
  try {
    return statSync(file, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    problems.push({ file, reason: reasonOf(error) });
    return false;
  }
}

/** The path itself when it vanished meanwhile: reading it then says so. */
function realPathOf(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}
