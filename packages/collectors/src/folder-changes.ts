import { type FSWatcher, existsSync, watch } from 'node:fs';

export type FolderChangesOptions = {
  /** Ends the generator. */
  readonly signal: AbortSignal;
  /** How long it must have been quiet before a change is told; half a second unless said otherwise. */
  readonly quietMs?: number | undefined;
  /** A change is told at least this often, for what no watcher sees: network drives, folders made later. */
  readonly pollMs?: number | undefined;
};

/**
 * Tells that something under the places may have changed, never more often than it is asked. Which file it was is not
 * told: looking at all of them costs 10 µs each, and a storm of events costs nothing.
 *
 * @example
 * for await (const _ of folderChanges(discovery.places, { signal })) await collectAgain();
 */
export async function* folderChanges(
  places: readonly string[],
  options: FolderChangesOptions,
): AsyncGenerator<void, void> {
  const { signal, quietMs = 500, pollMs = 10_000 } = options;
  const bell = new Bell();
  const watchers = new Map<string, FSWatcher>();
  const stop = (): void => bell.ring();
  signal.addEventListener('abort', stop);
  try {
    while (!signal.aborted) {
      watchNewPlaces(places, watchers, bell);
      // oxlint-disable-next-line no-await-in-loop -- one wait after the other
      await bell.wait({ quietMs, pollMs });
      if (!signal.aborted) yield;
    }
  } finally {
    signal.removeEventListener('abort', stop);
    for (const watcher of watchers.values()) watcher.close();
  }
}

function watchNewPlaces(places: readonly string[], watchers: Map<string, FSWatcher>, bell: Bell): void {
  for (const place of places) {
    if (watchers.has(place) || !existsSync(place)) continue;
    try {
      const watcher = watch(place, { recursive: true }, () => bell.ring());
      watchers.set(place, watcher);
      watcher.on('error', () => {
        watchers.delete(place);
        watcher.close();
      });
    } catch {
      // Too many watches, or a file system that has none: the poll remains.
    }
  }
}

/** Something that rings, and someone who waits until it has been quiet again. */
class Bell {
  #rangAtMs = 0;
  #wake: (() => void) | undefined;

  ring(): void {
    this.#rangAtMs = performance.now();
    this.#wake?.();
  }

  /** Until it rang and then was quiet, but not longer than `pollMs`. */
  async wait({ quietMs, pollMs }: { readonly quietMs: number; readonly pollMs: number }): Promise<void> {
    const untilMs = performance.now() + pollMs;
    if (this.#rangAtMs === 0) await this.#sleep(pollMs);
    for (
      let restMs = this.#restMs(quietMs);
      restMs > 0 && performance.now() < untilMs;
      restMs = this.#restMs(quietMs)
    ) {
      // oxlint-disable-next-line no-await-in-loop -- it may have rung meanwhile
      await new Promise((resolve) => setTimeout(resolve, restMs));
    }
    this.#rangAtMs = 0;
  }

  #restMs(quietMs: number): number {
    return this.#rangAtMs === 0 ? 0 : this.#rangAtMs + quietMs - performance.now();
  }

  async #sleep(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = undefined;
  }
}
