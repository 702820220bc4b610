/** What the two child processes of the load test say to it, and how large they are. */
export type LoadOptions = {
  readonly clients: number;
  readonly stalled: number;
  /** Rounds of the small topic, one a second. */
  readonly rounds: number;
  /** Characters of the snapshot of the large topic, which a stalled client asks for and does not read. */
  readonly bigCharacters: number;
  /** Milliseconds between two rounds. */
  readonly intervalMs: number;
};

export type ServerReport = {
  readonly kind: 'report';
  readonly clients: number;
  readonly rssMegabytes: number;
  /** The longest that the event loop was held up, in milliseconds. */
  readonly longestLagMs: number;
};

export type ClientsReport = {
  readonly healthy: number;
  readonly deliveries: number;
  /** Between the moment at which the server looked at its world and the one at which a client had it. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly longestMs: number;
  readonly lost: number;
};
