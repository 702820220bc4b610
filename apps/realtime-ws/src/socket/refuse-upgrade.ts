import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { securityHeaders } from '@skills/http-guard';

/** Answers a request to become a socket with a refusal, and closes. */
export function refuseUpgrade(
  socket: Duplex,
  { status, message }: { readonly status: number; readonly message: string },
): void {
  const body = JSON.stringify({ error: { code: 'refused', message } });
  const headers = {
    ...securityHeaders,
    connection: 'close',
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('\r\n')}\r\n\r\n${body}`);
}
