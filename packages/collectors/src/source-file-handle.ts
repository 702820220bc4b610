import { createHash } from 'node:crypto';
import { type BigIntStats, closeSync, constants, fstatSync, lstatSync, openSync, readSync } from 'node:fs';
import { type FileCheckpoint, SkillsError } from '@skills/schema';
import type { SourceFile } from './collector.ts';

/** What tells whether a file changed, without opening it. */
export type FileLook = {
  /** Device and inode as text. */
  readonly device: string;
  readonly inode: string;
  readonly sizeBytes: number;
  /** UTC epoch milliseconds, cut to whole ones. */
  readonly modifiedAtMs: number;
};

const fingerprintLength = 1024;

export function lookAtFile(path: string): FileLook {
  return toLook(lstatSync(path, { bigint: true }));
}

/**
 * A source file opened for reading. A link in place of the file is refused, and opening a pipe or device returns at
 * once instead of waiting for somebody to write.
 */
export class SourceFileHandle implements Disposable {
  readonly path: string;
  readonly look: FileLook;
  readonly descriptor: number;
  /** Of the last checkpoint; one is made for every batch. */
  #fingerprint: { readonly bytes: number; readonly hash: string } | undefined;

  /** @throws {SkillsError} 'source-unreadable' when it is no regular file; what the system says otherwise */
  constructor(path: string) {
    // On Windows both flags are missing, and count as 0: links need a privilege there, and pipes have names of their own.
    const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
    this.path = path;
    this.descriptor = openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    const stats = fstatSync(this.descriptor, { bigint: true });
    this.look = toLook(stats);
    if (stats.isFile()) return;
    closeSync(this.descriptor);
    throw new SkillsError('source-unreadable', 'not a regular file');
  }

  get file(): SourceFile {
    return { path: this.path, sizeBytes: this.look.sizeBytes, modifiedAtMs: this.look.modifiedAtMs };
  }

  /** Hash of the first `bytes` bytes: an inode can be reused, and a file can be cut and written anew. */
  fingerprint(bytes: number): string {
    const start = Buffer.alloc(bytes);
    const read = bytes === 0 ? 0 : readSync(this.descriptor, start, 0, bytes, 0);
    return createHash('sha256').update(start.subarray(0, read)).digest('hex').slice(0, 32);
  }

  /** Whether `checkpoint` was made of this very file, and what it says was read is still there. */
  continues(checkpoint: FileCheckpoint): boolean {
    const { device, inode, sizeBytes } = this.look;
    if (checkpoint.device !== device || checkpoint.inode !== inode || sizeBytes < checkpoint.byteOffset) return false;
    return checkpoint.fingerprint === this.fingerprint(checkpoint.fingerprintBytes);
  }

  /** The checkpoint that says how far the file was read. */
  checkpoint(
    source: string,
    read: { byteOffset: number; lineNumber: number; parserState: string | null },
  ): FileCheckpoint {
    const fingerprintBytes = Math.min(fingerprintLength, read.byteOffset);
    if (this.#fingerprint?.bytes !== fingerprintBytes) {
      this.#fingerprint = { bytes: fingerprintBytes, hash: this.fingerprint(fingerprintBytes) };
    }
    const fingerprint = this.#fingerprint.hash;
    return { source, path: this.path, ...this.look, fingerprint, fingerprintBytes, ...read };
  }

  [Symbol.dispose](): void {
    closeSync(this.descriptor);
  }
}

function toLook(stats: BigIntStats): FileLook {
  return {
    device: String(stats.dev),
    inode: String(stats.ino),
    sizeBytes: Number(stats.size),
    modifiedAtMs: Number(stats.mtimeNs / 1_000_000n),
  };
}
