/** What a client may ask of the server before it is refused or dropped. */
export type SocketLimits = {
  readonly connections: number;
  readonly connectionsPerAddress: number;
  readonly subscriptionsPerClient: number;
  /** Messages and pings a second, with a burst of as many. */
  readonly messagesPerSecond: number;
  /** Bytes that wait for a client before it counts as slow. */
  readonly bufferedBytes: number;
  /** How long a client may be slow. */
  readonly slowMs: number;
  /** A client that asks for a token must be given it in this time. */
  readonly tokenMs: number;
  /** Between two signs of life that are asked for; after two without an answer the client is gone. */
  readonly heartbeatMs: number;
};

export const usualSocketLimits: SocketLimits = {
  connections: 1000,
  connectionsPerAddress: 32,
  subscriptionsPerClient: 64,
  messagesPerSecond: 20,
  bufferedBytes: 256 * 1024,
  slowMs: 3000,
  tokenMs: 5000,
  heartbeatMs: 30_000,
};
