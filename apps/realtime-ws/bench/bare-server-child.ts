/** The floor: `ws` alone, sending the same bytes to everybody with each round. */
import { WebSocketServer } from 'ws';
import type { LoadOptions, ServerReport } from '../test/load-world.ts';

const { intervalMs }: LoadOptions = JSON.parse(process.argv[2] ?? '{}');
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
server.on('listening', () => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a port was expected');
  process.send?.({ kind: 'listening', url: `http://127.0.0.1:${address.port}` });
});
process.on('message', (message) => {
  if (message === 'run') setInterval(broadcast, intervalMs).unref();
  if (message === 'report') process.send?.(report());
});

function broadcast(): void {
  const summary = `{"sentAtMs":${Date.now()},"text":""}`;
  const bytes = Buffer.from(`{"type":"changes","topic":"small","epoch":"load","sequence":1,"summary":${summary}}`);
  for (const client of server.clients) client.send(bytes, { binary: false });
}

function report(): ServerReport {
  const rssMegabytes = Math.round(process.memoryUsage().rss / 1024 / 1024);
  return { kind: 'report', clients: server.clients.size, rssMegabytes, longestLagMs: 0 };
}
