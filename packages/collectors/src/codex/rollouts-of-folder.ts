import { closeSync, openSync, readSync } from 'node:fs';
import type { CollectorEnvironment, Discovery } from '../collector.ts';
import { discoverCodex } from './paths.ts';

// The first line names the folder before the instructions, which may be long.
const headBytes = 16_384;

/** Rollouts of sessions that began in a folder. Codex keeps the sessions of every project together, by date. */
export function rolloutsOfFolder(environment: CollectorEnvironment, folder: string): Discovery {
  const { places, files, errors } = discoverCodex(environment);
  return { places, files: files.filter((file) => firstFolderOf(file) === folder), errors };
}

/** `undefined` when the file cannot be read, or its head names none. */
function firstFolderOf(file: string): string | undefined {
  const named = /"cwd"\s*:\s*("(?:[^"\\]|\\.)*")/.exec(headOf(file))?.[1];
  if (named === undefined) return undefined;
  try {
    const folder: unknown = JSON.parse(named);
    return typeof folder === 'string' ? folder : undefined;
  } catch {
    return undefined;
  }
}

function headOf(file: string): string {
  try {
    const descriptor = openSync(file, 'r');
    try {
      const head = Buffer.alloc(headBytes);
      return head.toString('utf8', 0, readSync(descriptor, head, 0, headBytes, 0));
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return '';
  }
}
