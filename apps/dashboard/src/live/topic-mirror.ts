import type { Fields, TopicMessage, TopicPosition } from './server-message.ts';

/** A topic as the server last told it. */
export type TopicState = {
  readonly position: Omit<TopicPosition, 'topic'>;
  readonly summary: Fields;
  /** In the order of the server's snapshot; what came later stands at the end. */
  readonly rows: ReadonlyMap<string, Fields>;
};

/**
 * The state after a message.
 *
 * @returns `'gap'` when messages between are missing, so that the whole has to be asked for
 */
export function mirrorTopic(state: TopicState | undefined, message: TopicMessage): TopicState | 'gap' {
  const { epoch, sequence } = message;
  const position = { epoch, sequence };
  if (message.type === 'snapshot') {
    return { position, summary: message.summary, rows: new Map(Object.entries(message.rows)) };
  }
  if (state === undefined || state.position.epoch !== epoch) return 'gap';
  if (sequence <= state.position.sequence) return state;
  if (sequence !== state.position.sequence + 1) return 'gap';
  const rows = new Map(state.rows);
  for (const key of message.removed) rows.delete(key);
  for (const [key, row] of Object.entries(message.rows)) rows.set(key, row);
  return { position, summary: message.summary ?? state.summary, rows };
}
