import { createHash } from 'node:crypto';
import { basename, dirname } from 'node:path';
import type { InstalledSkill } from '@skills/schema';
import { cleanText } from '../clean-text.ts';
import type { FileError } from '../collector.ts';
import { reasonOf } from '../file-error.ts';
import { readFrontMatter } from './front-matter.ts';
import { readSmallFile } from './small-file.ts';
import type { SkillFolder } from './skill-folders.ts';

/** A skill that was found, with what is not kept of it. */
export type ScannedSkill = InstalledSkill & {
  /** Characters (not UTF-16 units) of the description, and of what the listing shows with it. */
  readonly descriptionCharacters: number;
  readonly listingCharacters: number;
  /** Without the frontmatter. */
  readonly body: string;
};

export type SkillFile = { readonly skill: ScannedSkill | undefined; readonly problems: readonly FileError[] };

const mostBytes = 1024 * 1024;
const longestDescription = 16_384;
const name = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const longestName = 64;

/** Reads one `SKILL.md`. What is wrong with it is told with its line; a name is always found, if only that of its folder. */
export function readSkillFile(path: string, folder: SkillFolder): SkillFile {
  let bytes: Buffer;
  try {
    bytes = readSmallFile(path, mostBytes);
  } catch (error) {
    return { skill: undefined, problems: [{ file: path, reason: reasonOf(error) }] };
  }
  const text = new TextDecoder('utf-8').decode(bytes);
  const { fields, body, problems } = readFrontMatter(text);
  const folderName = cleanText(basename(dirname(path))) ?? 'unnamed';
  const ownName = cleanText((fields.get('name') ?? '').trim()) ?? folderName;
  const description = stored(fields.get('description') ?? '');
  const listing = description + stored(fields.get('when_to_use') ?? '');
  const complaints = [
    ...problems,
    ...(text.includes('\uFFFD') && !isUtf8(bytes) ? [{ line: 1, reason: 'not UTF-8' }] : []),
    ...(problems.length === 0 ? fieldProblems(fields, folderName) : []),
  ];
  return {
    skill: {
      path,
      skillName: folder.plugin === null ? ownName : `${folder.plugin}:${ownName}`,
      description: description.slice(0, longestDescription).toWellFormed(),
      assistant: folder.assistant,
      scope: folder.scope,
      plugin: folder.plugin,
      version: createHash('sha256').update(bytes).digest('hex').slice(0, 16),
      sizeBytes: bytes.length,
      descriptionCharacters: Array.from(description).length,
      listingCharacters: Array.from(listing).length,
      body,
    },
    problems: complaints.map(({ line, reason }) => ({ file: path, line, reason })),
  };
}

/** Rules of the open format (agentskills.io): assistants refuse or ignore what breaks them. */
function fieldProblems(fields: ReadonlyMap<string, string>, folderName: string): { line: number; reason: string }[] {
  const own = fields.get('name')?.trim() ?? '';
  const line = 2;
  const problems: { line: number; reason: string }[] = [];
  if (own === '') problems.push({ line, reason: `no name: assistants take that of the folder, ${folderName}` });
  else if (own.length > longestName)
    problems.push({ line, reason: `the name is longer than ${longestName} characters` });
  else if (!name.test(own)) problems.push({ line, reason: 'the name has other characters than a-z, 0-9 and hyphens' });
  if ((fields.get('description') ?? '').trim() === '') problems.push({ line, reason: 'no description' });
  return problems;
}

/** NUL would end a text in SQLite. */
function stored(text: string): string {
  return text.trim().toWellFormed().replaceAll('\0', '\uFFFD');
}

function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
