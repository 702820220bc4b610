import { randomBytes } from 'node:crypto';
import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { SkillsError, type SkillsErrorCode } from '@skills/schema';

/**
 * Writes a file under its name only when it is complete: the bytes go to a file beside it, reach the disk, and are
 * renamed. Whoever reads sees the old file or the new one, and a failure leaves nothing behind. The file is readable by
 * its owner only. What is no regular file (a pipe, a terminal) is written to directly.
 *
 * @returns bytes written
 * @throws {SkillsError} 'storage-full', 'storage-read-only', 'not-found' or 'storage-unavailable'; what the chunks throw
 * goes through
 */
export async function writeFileAtomically(path: string, chunks: AsyncIterable<Uint8Array>): Promise<number> {
  const target = await realpath(path).catch(() => path);
  const isSpecial = await stat(target).then(
    (status) => !status.isFile(),
    () => false,
  );
  if (isSpecial) return await writeChunks(path, { file: target, flags: 'w', sync: false }, chunks);
  const draft = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    const written = await writeChunks(path, { file: draft, flags: 'wx', sync: true }, chunks);
    await outside(path, () => rename(draft, target));
    return written;
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

type Destination = { readonly file: string; readonly flags: string; readonly sync: boolean };

async function writeChunks(path: string, to: Destination, chunks: AsyncIterable<Uint8Array>): Promise<number> {
  const handle = await outside(path, () => open(to.file, to.flags, 0o600));
  let written = 0;
  try {
    for await (const chunk of chunks) {
      await outside(path, () => writeWhole(handle, chunk));
      written += chunk.length;
    }
    if (to.sync) await outside(path, () => handle.sync());
  } finally {
    await handle.close();
  }
  return written;
}

async function writeWhole(handle: Awaited<ReturnType<typeof open>>, chunk: Uint8Array): Promise<void> {
  for (let start = 0; start < chunk.length;) {
    const { bytesWritten } = await handle.write(chunk, start);
    start += bytesWritten;
  }
}

const codes: ReadonlyMap<unknown, SkillsErrorCode> = new Map([
  ['ENOSPC', 'storage-full'],
  ['EDQUOT', 'storage-full'],
  ['EFBIG', 'storage-full'],
  ['EACCES', 'storage-read-only'],
  ['EPERM', 'storage-read-only'],
  ['EROFS', 'storage-read-only'],
  ['ENOENT', 'not-found'],
  ['ENOTDIR', 'not-found'],
]);

async function outside<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const reason = typeof code === 'string' ? code : 'an unknown failure';
    throw new SkillsError(codes.get(code) ?? 'storage-unavailable', `cannot write ${path}: ${reason}`, {
      cause: error,
    });
  }
}
