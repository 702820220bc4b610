import type { Writable } from 'node:stream';
import type { ProgressLine } from '@skills/composition';
import { createProgressLine, silentProgress } from './terminal/progress-line.ts';
import { safeText } from '@skills/text';
import { jsonText } from './terminal/json-text.ts';
import type { Style } from './terminal/style.ts';
import { createStyle } from './terminal/style.ts';
import { messageLines } from './terminal/wrap-text.ts';

/** What a page for a person is laid out for. */
export type Page = { readonly width: number; readonly style: Style; readonly nowMs: number };

/** A standard stream of the process. */
export type Screen = Writable & { readonly isTTY?: boolean; readonly columns?: number };

export type Output = {
  readonly json: boolean;
  /** Standard output is a terminal. */
  readonly isTerminal: boolean;
  readonly progress: ProgressLine;
  /** The result of the command on standard output: the object alone with `--json`, else a page. */
  result(value: object, page: (page: Page) => readonly string[]): Promise<void>;
  /** What a server says when it listens: one line on standard error, with `--json` the object on standard output. */
  ready(value: object, line: string): Promise<void>;
  /** From now on every result says that it is of a simulated world. */
  markSimulated(): void;
  /** Bytes on standard output, for a command whose result is a file. */
  bytes(chunk: Uint8Array | string): Promise<void>;
  /** A remark on standard error; not with `--quiet`. */
  note(text: string): void;
  /** What went wrong, on standard error. */
  problem(text: string): void;
};

export type OutputOptions = {
  readonly standardOutput: Screen;
  readonly standardError: Screen;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly colour: boolean;
  readonly nowMs: () => number;
  /** Columns when the terminal does not say; of the variable COLUMNS. */
  readonly columns: number | undefined;
};

const defaultColumns = 80;
const longestNote = 2000;
const simulatedBanner = 'SIMULATED WORLD: none of these numbers is real';

export function createOutput(options: OutputOptions): Output {
  const { standardOutput, standardError, json, quiet } = options;
  const width = standardOutput.columns ?? options.columns ?? defaultColumns;
  const page: Page = { width: Math.max(width, 40), style: createStyle(options.colour), nowMs: options.nowMs() };
  const showsProgress = standardError.isTTY === true && !quiet;
  const progress = showsProgress
    ? createProgressLine({
        write: (text) => standardError.write(text),
        columns: standardError.columns ?? defaultColumns,
        nowMs: () => performance.now(),
      })
    : silentProgress;
  const remark = (text: string): void => {
    progress.end();
    standardError.write(`${messageLines(safeText(text, longestNote), standardError)}\n`);
  };
  let isSimulated = false;
  return {
    json,
    isTerminal: standardOutput.isTTY === true,
    progress,
    async ready(value, line) {
      if (json) await written(standardOutput, jsonText(value));
      else remark(line);
    },
    markSimulated() {
      isSimulated = true;
    },
    async result(value, lines) {
      progress.end();
      const banner = isSimulated ? [page.style.yellow(simulatedBanner), ''] : [];
      const text = json
        ? jsonText(isSimulated ? { ...value, simulated: true } : value)
        : `${[...banner, ...lines(page)].join('\n')}\n`;
      await written(standardOutput, text);
    },
    bytes: (chunk) => written(standardOutput, chunk),
    note: (text) => {
      if (!quiet) remark(text);
    },
    problem: remark,
  };
}

/** Waits until the stream took the chunk, so that a slow reader slows the writer. */
function written(stream: Writable, chunk: Uint8Array | string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(chunk, (error) => (error ? reject(error) : resolve()));
  });
}
