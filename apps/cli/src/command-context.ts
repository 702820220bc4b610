import type { Composition } from '@skills/composition';
import type { Output } from './output.ts';

/** What a command may know of the process that it runs in. */
export type CommandContext = {
  /** UTC epoch milliseconds; always the same with `--now`. */
  readonly nowMs: () => number;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly output: Output;
  readonly standardInput: AsyncIterable<Uint8Array> & { readonly isTTY?: boolean };
  /** Aborted by the first interrupt. */
  readonly signal: AbortSignal;
  readonly compose: Composition;
};
