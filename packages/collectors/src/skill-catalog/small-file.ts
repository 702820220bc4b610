import { readSync } from 'node:fs';
import { SkillsError } from '@skills/schema';
import { SourceFileHandle } from '../source-file-handle.ts';

/**
 * A whole file that must be small and regular: no link, pipe or device.
 *
 * @throws {SkillsError} 'source-unreadable' when it is larger; what the system says otherwise
 */
export function readSmallFile(path: string, mostBytes: number): Buffer {
  using file = new SourceFileHandle(path);
  if (file.look.sizeBytes > mostBytes) {
    throw new SkillsError('source-unreadable', `larger than ${mostBytes / 1024} KiB`);
  }
  // It may have grown since: one byte more than allowed shows it.
  const buffer = Buffer.alloc(mostBytes + 1);
  let length = 0;
  for (;;) {
    const read = readSync(file.descriptor, buffer, length, buffer.length - length, null);
    length += read;
    if (read === 0 || length > mostBytes) break;
  }
  if (length > mostBytes) throw new SkillsError('source-unreadable', `larger than ${mostBytes / 1024} KiB`);
  return buffer.subarray(0, length);
}
