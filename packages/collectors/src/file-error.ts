/** Why a file could not be read, as a sentence a user can act on; its path stands beside it. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EACCES' || code === 'EPERM') return 'permission denied';
  if (code === 'ENOENT') return 'vanished before it could be read';
  if (code === 'ELOOP') return 'a link, which is not followed';
  return error instanceof Error ? error.message : String(error);
}
