import { Readable, Writable } from 'node:stream';
import { compose } from '@skills/composition';
import { runCli } from '../src/run-cli.ts';
import type { SkillsRun } from './run-skills.ts';

/** The command in this process: a hundred of them in the time of three processes, for properties over many worlds. */
export async function runInProcess(
  words: readonly string[],
  {
    home,
    input = '',
    environment = {},
  }: {
    readonly home: string;
    readonly input?: string;
    readonly environment?: Readonly<Record<string, string>>;
  },
): Promise<SkillsRun> {
  const [standardOutput, standardError] = [new Collected(), new Collected()];
  const code = await runCli(
    {
      words,
      version: '0',
      environment: { HOME: home, COLUMNS: '200', ...environment },
      standardInput: Readable.from([Buffer.from(input)]),
      standardOutput,
      standardError,
      signal: new AbortController().signal,
      nowMs: () => Date.UTC(2026, 1, 10, 12),
    },
    compose,
  );
  return { code, out: standardOutput.text(), error: standardError.text() };
}

class Collected extends Writable {
  readonly #chunks: Buffer[] = [];

  override _write(chunk: Buffer | string, _: string, done: () => void): void {
    this.#chunks.push(Buffer.from(chunk));
    done();
  }

  text(): string {
    return Buffer.concat(this.#chunks).toString('utf8');
  }
}
