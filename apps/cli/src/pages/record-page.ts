import type { RecordResult } from '@skills/schema';
import type { ExitCode } from '../exit-code.ts';
import { exitCodes } from '../exit-code.ts';
import { formatCount } from '@skills/text';

/** What was recorded, for a person. */
export function recordPage({ inserted, duplicates, rejected }: RecordResult): readonly string[] {
  const known = duplicates === 0 ? '' : `, ${formatCount(duplicates)} known already`;
  const bad = rejected.length === 0 ? '' : `, ${formatCount(rejected.length)} rejected`;
  return [`${formatCount(inserted)} recorded${known}${bad}`];
}

/** Nothing of it good is the caller's mistake; some of it good is done in part. */
export function recordExitCode({ inserted, duplicates, rejected }: RecordResult): ExitCode {
  if (rejected.length === 0) return exitCodes.done;
  return inserted + duplicates === 0 ? exitCodes.usage : exitCodes.partial;
}
