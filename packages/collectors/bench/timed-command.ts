import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

export type TimedRun = {
  readonly seconds: number;
  /** Highest resident memory seen, 0 where /proc is missing. */
  readonly residentMegabytes: number;
  readonly stdout: string;
};

/** Runs a program to its end and measures it from outside. */
export async function timedCommand(
  command: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<TimedRun> {
  const [program = '', ...options] = command;
  const startedMs = performance.now();
  const child = spawn(program, options, {
    env: { PATH: process.env['PATH'] ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let stdout = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  let residentMegabytes = 0;
  // The high-water mark only rises, so a look just before the end is enough.
  const looking = setInterval(() => {
    residentMegabytes = Math.max(residentMegabytes, residentPeak(child.pid));
  }, 10);
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  clearInterval(looking);
  // 3: done in part.
  if (status !== 0 && status !== 3) throw new Error(`${command.join(' ')} ended with ${status}`);
  return { seconds: (performance.now() - startedMs) / 1000, residentMegabytes, stdout };
}

function residentPeak(pid: number | undefined): number {
  try {
    const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kilobytes ?? 0) / 1000;
  } catch {
    return 0;
  }
}
