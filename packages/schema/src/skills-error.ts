/** What went wrong, in words a caller can branch on. */
export const skillsErrorCodes = [
  'invalid-input',
  'invalid-usage',
  'not-found',
  'storage-unavailable',
  'storage-busy',
  'storage-corrupt',
  'storage-full',
  'storage-read-only',
  'schema-newer',
  'schema-unknown',
  'migration-failed',
  'source-unreadable',
] as const;

export type SkillsErrorCode = (typeof skillsErrorCodes)[number];

/**
 * The outside failed: input, a file, the database, the network. The message names the object and the offending value;
 * callers branch on `code`.
 *
 * @example
 * throw new SkillsError('storage-full', 'cannot record 40 invocations: the disk is full', { cause });
 */
export class SkillsError extends Error {
  readonly code: SkillsErrorCode;

  constructor(code: SkillsErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SkillsError';
    this.code = code;
  }
}
