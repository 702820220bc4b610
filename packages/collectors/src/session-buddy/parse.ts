import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { SkillsError } from '@skills/schema';
import type { BatchBuilder } from '../batch-builder.ts';
import type { SourceFile } from '../collector.ts';
import { readMetricsFile } from './metrics-file.ts';
import { databaseOfPath } from './paths.ts';
import { readSkillsDatabase } from './skills-database.ts';

const sqliteHeader = 'SQLite format 3\0';

/** Reads one file of session-buddy or crackerjack, by what it holds and not by its name. */
export function* readSessionBuddyFile(file: SourceFile, batch: BatchBuilder): Generator<void> {
  const path = databaseOfPath(file.path);
  const descriptor = openRegularFile(path);
  const header = Buffer.alloc(sqliteHeader.length);
  const length = readSync(descriptor, header, 0, header.length, 0);
  if (header.toString('latin1', 0, length) === sqliteHeader) {
    closeSync(descriptor);
    yield* readSkillsDatabase(path, batch);
  } else if (length > 0) yield* readMetricsFile(descriptor, path, batch);
  else closeSync(descriptor);
}

// A FIFO would hang and a link could lead out of the folder that was searched.
function openRegularFile(path: string): number {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    if (fstatSync(descriptor).isFile()) return descriptor;
  } catch (cause) {
    throw new SkillsError('source-unreadable', `cannot open ${path}`, { cause });
  }
  closeSync(descriptor);
  throw new SkillsError('source-unreadable', `${path} is not a regular file`);
}
