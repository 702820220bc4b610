import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

const main = new URL('../src/main.ts', import.meta.url).pathname;

export type SkillsRun = { readonly code: number | null; readonly out: string; readonly error: string };

export type SkillsHome = {
  /** The only folder the process knows: home, and its data beneath. */
  readonly home: string;
  readonly input?: string | Uint8Array;
  readonly environment?: Readonly<Record<string, string>>;
};

/** Starts the real command from source in a process of its own, without a terminal. */
export function startSkills(
  words: readonly string[],
  { home, environment }: Omit<SkillsHome, 'input'>,
): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [main, ...words], {
    cwd: home,
    env: { HOME: home, PATH: process.env['PATH'], ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

/** Runs the real command from source in a process of its own, without a terminal. */
export async function runSkills(
  words: readonly string[],
  { home, input, environment }: SkillsHome,
): Promise<SkillsRun> {
  const child = startSkills(words, { home, ...(environment === undefined ? {} : { environment }) });
  child.stdin.on('error', () => undefined);
  child.stdin.end(input ?? '');
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [out, error] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await ended, out, error };
}

/** The JSON result of a run that must have succeeded. */
export async function jsonOf(words: readonly string[], home: SkillsHome): Promise<unknown> {
  const run = await runSkills([...words, '--json'], home);
  if (run.code !== 0) throw new Error(`skills ${words.join(' ')} ended with ${run.code}: ${run.error}`);
  return JSON.parse(run.out);
}
