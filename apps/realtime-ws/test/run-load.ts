import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import type { ClientsReport, LoadOptions, ServerReport } from './load-world.ts';

export type LoadResult = {
  readonly clients: ClientsReport;
  readonly server: ServerReport;
  /** From the first broadcast until the server had only healthy clients; `undefined` when it still has others. */
  readonly stalledGoneMs: number | undefined;
};

/** Server and clients in a process each, so that neither waits for the other's processor time more than it must. */
export async function runLoad(
  options: LoadOptions,
  serverChild: URL = new URL('./load-server-child.ts', import.meta.url),
): Promise<LoadResult> {
  // Stripping the types of the sources leaves V8 with a large young generation, which is not what is measured.
  const server = fork(serverChild, [JSON.stringify(options)], { execArgv: ['--max-semi-space-size=2'] });
  try {
    const { url }: { readonly url: string } = await message(server);
    const clients = fork(new URL('./load-clients-child.ts', import.meta.url), [JSON.stringify({ ...options, url })]);
    try {
      await message(clients);
      return await measured(options, server, clients);
    } finally {
      clients.kill('SIGKILL');
    }
  } finally {
    server.kill('SIGKILL');
  }
}

async function measured(options: LoadOptions, server: ChildProcess, clients: ChildProcess): Promise<LoadResult> {
  const healthy = options.clients - options.stalled;
  clients.send('measure');
  server.send('run');
  const beganMs = performance.now();
  const endMs = beganMs + options.rounds * options.intervalMs;
  let stalledGoneMs: number | undefined;
  let report = await asked<ServerReport>(server);
  while (performance.now() < endMs || (stalledGoneMs === undefined && performance.now() < endMs + 10_000)) {
    // oxlint-disable-next-line no-await-in-loop -- until the time is over
    await delay(100);
    // oxlint-disable-next-line no-await-in-loop
    report = await asked<ServerReport>(server);
    if (report.clients <= healthy) stalledGoneMs ??= performance.now() - beganMs;
  }
  return { clients: await asked<ClientsReport>(clients), server: report, stalledGoneMs };
}

async function asked<Report>(child: ChildProcess): Promise<Report> {
  child.send('report');
  return message<Report>(child);
}

function message<Message>(child: ChildProcess): Promise<Message> {
  return new Promise((resolve, reject) => {
    const ended = (): void => reject(new Error('a process of the load test ended'));
    child.once('exit', ended);
    child.once('message', (received: Message) => {
      child.off('exit', ended);
      resolve(received);
    });
  });
}
