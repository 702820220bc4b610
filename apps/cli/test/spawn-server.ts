import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { onTestFinished } from 'vitest';

const main = new URL('../src/main.ts', import.meta.url).pathname;

export type SpawnedServer = {
  /** Where the dashboard is. */
  readonly url: string;
  readonly pid: number;
  out(): string;
  error(): string;
  /** Waits until what it says on standard error holds a text. */
  says(text: string): Promise<void>;
  /** Sends the signal, and waits for the end. */
  end(signal: NodeJS.Signals): Promise<{ readonly code: number | null; readonly milliseconds: number }>;
};

export type SpawnOptions = { readonly home: string; readonly environment?: Readonly<Record<string, string>> };

/** Starts a command that stays up, in a process of its own, and waits until it listens. It ends with the test. */
export async function spawnServer(
  words: readonly string[],
  { home, environment = {} }: SpawnOptions,
): Promise<SpawnedServer> {
  const child = spawn(process.execPath, [main, ...words], {
    cwd: home,
    env: { HOME: home, PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let [out, error] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (error += chunk));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const until = async (isThere: () => boolean): Promise<void> => {
    while (!isThere()) {
      if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}: ${error}`);
      // oxlint-disable-next-line no-await-in-loop -- until it is there
      await delay(20);
    }
  };
  const urlOf = (): string | undefined => /http:\/\/[\d.]+:\d+/.exec(`${out}${error}`)?.[0];
  await until(() => urlOf() !== undefined);
  return {
    url: urlOf() ?? '',
    pid: child.pid ?? 0,
    out: () => out,
    error: () => error,
    says: (text) => until(() => error.includes(text)),
    async end(signal) {
      const began = performance.now();
      child.kill(signal);
      return { code: await ended, milliseconds: performance.now() - began };
    },
  };
}
