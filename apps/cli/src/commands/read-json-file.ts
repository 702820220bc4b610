import { readFile, stat } from 'node:fs/promises';
import { SkillsError } from '@skills/schema';

/** A hundred thousand baselines are some 30 MB. */
const longestFile = 100_000_000;

/** @throws {SkillsError} 'not-found' | 'source-unreadable' | 'invalid-input' naming the file */
export async function readJsonFile(path: string): Promise<unknown> {
  let text: string;
  try {
    const { size } = await stat(path);
    if (size > longestFile) throw new SkillsError('invalid-input', `${path} is longer than ${longestFile} bytes`);
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof SkillsError) throw error;
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new SkillsError(isMissing ? 'not-found' : 'source-unreadable', `${path} cannot be read`, { cause: error });
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SkillsError('invalid-input', `${path} is not JSON`, { cause: error });
  }
}
