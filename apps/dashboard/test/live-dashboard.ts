import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const main = fileURLToPath(new URL('../../cli/src/main.ts', import.meta.url));

/** Debian's and others' Chromium; `undefined` where there is none. */
export const chromiumPath: string | undefined = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => existsSync(path));

export type LiveServer = {
  readonly url: string;
  /** Of the API. */
  readonly answer: <Result>(path: string) => Promise<Result>;
  readonly post: (events: readonly object[]) => Promise<number>;
  readonly stop: () => Promise<void>;
};

/** A folder of its own for a database, gone with the test. */
export function temporaryFolder(): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), 'skills-dashboard-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** Builds the page as it is shipped. */
export async function buildDashboard(): Promise<void> {
  await build({ configFile: fileURLToPath(new URL('../vite.config.ts', import.meta.url)), logLevel: 'error' });
}

/** Runs one command of `skills`. */
export async function runSkills(folder: string, words: readonly string[], input = ''): Promise<void> {
  const child = spawn(process.execPath, [main, ...words], {
    env: environmentOf(folder),
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  child.stdin.end(input);
  const problems: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => problems.push(chunk.toString()));
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`skills ${words.join(' ')}: ${problems.join('')}`);
}

/** The server of the page over the database of a folder. */
export async function startServer(folder: string, port = 0): Promise<LiveServer> {
  const child = spawn(process.execPath, [main, 'realtime', '--port', String(port)], {
    env: environmentOf(folder),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    let text = '';
    const read = (chunk: Buffer): void => {
      text += chunk.toString();
      const found = /http:\/\/[\d.]+:\d+/.exec(text);
      if (found !== null) resolve(found[0]);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', () => reject(new Error(`the server ended: ${text}`)));
  });
  return {
    url,
    async answer<Result>(path: string): Promise<Result> {
      const response = await fetch(`${url}${path}`);
      if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- of the API that is tested elsewhere
      return (await response.json()) as Result;
    },
    async post(events) {
      const body = events.map((event) => JSON.stringify(event)).join('\n');
      const headers = { 'content-type': 'application/x-ndjson' };
      return (await fetch(`${url}/v1/events`, { method: 'POST', headers, body })).status;
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function environmentOf(folder: string): NodeJS.ProcessEnv {
  const database = { SKILLS_DATABASE_URL: `file:${join(folder, 'world.db')}` };
  return { ...process.env, HOME: folder, XDG_DATA_HOME: folder, ...database, SKILLS_TOKEN: undefined };
}
