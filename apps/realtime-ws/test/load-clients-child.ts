/** The clients of the load test in a process of their own: those that read, and those that stop reading. */
import { WebSocket } from 'ws';
import type { ClientsReport, LoadOptions } from './load-world.ts';

const { url, ...options }: LoadOptions & { readonly url: string } = JSON.parse(process.argv[2] ?? '{}');
const delays: number[] = [];
const heard = new Map<WebSocket, number>();
let isMeasured = false;
// One address has 28,000 ports or so; several share the rest of the work.
const connectionsOfAddress = 5000;
const connectingAtOnce = 50;

for (let first = 0; first < options.clients; first += connectingAtOnce) {
  const batch = Array.from({ length: Math.min(connectingAtOnce, options.clients - first) }, (_, index) =>
    first + index < options.stalled ? stalled(first + index) : healthy(first + index),
  );
  // oxlint-disable-next-line no-await-in-loop -- some at a time
  await Promise.all(batch);
}
process.send?.('connected');
process.on('message', (message) => {
  if (message === 'measure') isMeasured = true;
  if (message === 'report') process.send?.(report());
});

async function healthy(index: number): Promise<void> {
  const socket = await opened(index);
  heard.set(socket, 0);
  socket.on('message', (data: Buffer) => {
    const atMs = Date.now();
    const sentAtMs = /^\{"type":"changes","topic":"small".*"sentAtMs":(\d+)/.exec(data.toString())?.[1];
    if (!isMeasured || sentAtMs === undefined) return;
    delays.push(atMs - Number(sentAtMs));
    heard.set(socket, (heard.get(socket) ?? 0) + 1);
  });
  socket.send('{"type":"unsubscribe"}');
  socket.send('{"type":"subscribe","topic":"small"}');
}

async function stalled(index: number): Promise<void> {
  const socket = await opened(index);
  socket.send('{"type":"subscribe","topic":"big"}');
  socket.pause();
}

async function opened(index: number): Promise<WebSocket> {
  const localAddress = `127.0.0.${1 + Math.floor(index / connectionsOfAddress)}`;
  const socket = new WebSocket(url.replace('http', 'ws'), { localAddress, perMessageDeflate: false });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('error', reject);
  });
  socket.on('error', () => undefined);
  return socket;
}

function report(): ClientsReport {
  const sorted = delays.toSorted((a, b) => a - b);
  const at = (fraction: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(fraction * sorted.length))] ?? -1;
  const most = Math.max(0, ...heard.values());
  return {
    healthy: [...heard.keys()].filter(({ readyState }) => readyState === WebSocket.OPEN).length,
    deliveries: delays.length,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    longestMs: at(1),
    // The last round may be on its way still.
    lost: [...heard.values()].filter((count) => count < most - 1).length,
  };
}
