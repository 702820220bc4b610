/** The rows of a topic by their keys. */
export type Fields = Readonly<Record<string, unknown>>;
export type Rows = Readonly<Record<string, Fields>>;

/** What the page listens for. Rates are fractions, durations seconds, times ISO 8601 UTC. */
export type TopicMessage =
  | (TopicPosition & { readonly type: 'snapshot'; readonly summary: Fields; readonly rows: Rows })
  | (TopicPosition & {
      readonly type: 'changes';
      readonly summary: Fields | undefined;
      readonly rows: Rows;
      readonly removed: readonly string[];
    });

export type TopicPosition = { readonly topic: string; readonly epoch: string; readonly sequence: number };

/** Reads a message of the server; `undefined` for one that is about no topic. */
export function parseTopicMessage(text: string): TopicMessage | undefined {
  const message = parseFields(text);
  if (message === undefined) return undefined;
  const { type, topic, epoch, sequence, summary, rows, removed } = message;
  if (typeof topic !== 'string' || typeof epoch !== 'string' || typeof sequence !== 'number') return undefined;
  const position = { topic, epoch, sequence, rows: rowsOf(rows) };
  if (type === 'snapshot') return { type, ...position, summary: isFields(summary) ? summary : {} };
  if (type !== 'changes') return undefined;
  const keys: readonly unknown[] = Array.isArray(removed) ? removed : [];
  return {
    type,
    ...position,
    summary: isFields(summary) ? summary : undefined,
    removed: keys.filter((key) => typeof key === 'string'),
  };
}

function parseFields(text: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function rowsOf(value: unknown): Rows {
  if (!isFields(value)) return {};
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, Fields] => isFields(entry[1])));
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
