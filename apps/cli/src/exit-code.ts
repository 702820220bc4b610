import { SkillsError } from '@skills/schema';
import type { SkillsErrorCode } from '@skills/schema';

export const exitCodes = { done: 0, failed: 1, usage: 2, partial: 3, interrupted: 130 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

// The caller's mistake is 2, what the outside or we did wrong is 1.
const byErrorCode = {
  'invalid-input': exitCodes.usage,
  'invalid-usage': exitCodes.usage,
  'not-found': exitCodes.usage,
  'schema-newer': exitCodes.usage,
  'schema-unknown': exitCodes.usage,
  'storage-unavailable': exitCodes.failed,
  'storage-busy': exitCodes.failed,
  'storage-corrupt': exitCodes.failed,
  'storage-full': exitCodes.failed,
  'storage-read-only': exitCodes.failed,
  'migration-failed': exitCodes.failed,
  'source-unreadable': exitCodes.failed,
} as const satisfies Record<SkillsErrorCode, ExitCode>;

/** The one place that maps errors of a command to the exit code of the process. */
export function exitCode(error: unknown): ExitCode {
  return error instanceof SkillsError ? byErrorCode[error.code] : exitCodes.failed;
}
