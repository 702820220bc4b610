import type { Server } from 'node:http';
import type { Socket } from 'node:net';

export type ConnectionLimits = {
  readonly connections: number;
  readonly connectionsPerAddress: number;
  /** For the headers, and for the whole request. */
  readonly headersTimeoutMs: number;
  readonly requestTimeoutMs: number;
  /** Between two requests of one connection. */
  readonly keepAliveTimeoutMs: number;
  readonly headers: number;
};

/** Enough for some monitoring systems and a person; little for one who wants to use up the machine. */
export const usualConnectionLimits: ConnectionLimits = {
  connections: 256,
  connectionsPerAddress: 32,
  headersTimeoutMs: 5_000,
  requestTimeoutMs: 10_000,
  keepAliveTimeoutMs: 65_000,
  headers: 64,
};

/** Applies limits to a server that does not listen yet. What is beyond them is closed without an answer. */
export function limitConnections(server: Server, limits: ConnectionLimits = usualConnectionLimits): void {
  server.maxConnections = limits.connections;
  server.headersTimeout = limits.headersTimeoutMs;
  server.requestTimeout = limits.requestTimeoutMs;
  server.keepAliveTimeout = limits.keepAliveTimeoutMs;
  server.maxHeadersCount = limits.headers;
  const open = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? '';
    const count = (open.get(address) ?? 0) + 1;
    open.set(address, count);
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1;
      if (left === 0) open.delete(address);
      else open.set(address, left);
    });
    if (count > limits.connectionsPerAddress) socket.destroy();
  });
}
