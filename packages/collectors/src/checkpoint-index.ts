import type { FileCheckpoint } from '@skills/schema';
import type { FileLook } from './source-file-handle.ts';

/** Checkpoints of one source, found by path, or by the file itself after it was renamed. */
export class CheckpointIndex {
  readonly #byPath = new Map<string, FileCheckpoint>();
  readonly #byIdentity = new Map<string, FileCheckpoint>();

  constructor(source: string, checkpoints: readonly FileCheckpoint[]) {
    for (const checkpoint of checkpoints) {
      if (checkpoint.source === source) this.set(checkpoint);
    }
  }

  set(checkpoint: FileCheckpoint): void {
    this.#byPath.set(checkpoint.path, checkpoint);
    this.#byIdentity.set(identityOf(checkpoint), checkpoint);
  }

  /** The checkpoint that may hold for the file; whether it does, only the file's content shows. */
  find(path: string, look: FileLook): FileCheckpoint | undefined {
    const atPath = this.#byPath.get(path);
    const identity = identityOf(look);
    return atPath !== undefined && identityOf(atPath) === identity ? atPath : this.#byIdentity.get(identity);
  }

  /** Whether nothing about the file changed since it was read to its end under this path. */
  isUnchanged(path: string, look: FileLook): boolean {
    const known = this.#byPath.get(path);
    return (
      known !== undefined &&
      known.sizeBytes === look.sizeBytes &&
      known.modifiedAtMs === look.modifiedAtMs &&
      known.inode === look.inode &&
      known.device === look.device
    );
  }
}

function identityOf(file: { readonly device: string; readonly inode: string }): string {
  return `${file.device}:${file.inode}`;
}
