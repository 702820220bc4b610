import { SkillsError } from '@skills/schema';

export type KeepPreparedOptions = {
  /** Changes when the database does. */
  readonly version: () => Promise<string>;
  readonly prepare: () => Promise<void>;
  readonly onError: (error: unknown) => void;
  /** Milliseconds between two looks. Default a minute. */
  readonly restMs?: number;
};

const usualRestMs = 60_000;
// The first page that somebody opens comes first.
const firstMs = 2000;

/**
 * Prepares at the beginning, and again when the database has changed, but not more often than it may rest.
 *
 * @returns ends it
 */
export function keepPrepared({ version, prepare, onError, restMs = usualRestMs }: KeepPreparedOptions): () => void {
  let prepared: string | undefined;
  let isOver = false;
  let timer: NodeJS.Timeout;
  const look = async (): Promise<void> => {
    try {
      if ((await version()) !== prepared) {
        await prepare();
        // Behind what the preparation itself has written.
        prepared = await version();
      }
    } catch (error) {
      const isBusy = error instanceof SkillsError && error.code === 'storage-busy';
      // Another program is writing: the next look comes to it.
      if (!isOver && !isBusy) onError(error);
    }
    if (!isOver) later(restMs);
  };
  const later = (ms: number): void => {
    timer = setTimeout(() => void look(), ms);
    timer.unref();
  };
  later(firstMs);
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}
