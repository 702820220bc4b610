type Call = {
  /** Of the call; the records around it are named after it. */
  readonly id: string;
  readonly session?: string;
  readonly tool?: string;
  /** Minutes after 2026-02-10T08:00Z. */
  readonly minute?: number;
  /** Whether the result says that the tool failed. */
  readonly failed?: boolean;
  /** In the place of the time of the call. */
  readonly timestamp?: string;
  readonly cwd?: string;
};

const firstMs = Date.UTC(2026, 1, 10, 8);

/** The two records of one tool call in the shape of Claude Code 2.1, without newlines: the call and its result. */
export function callRecords(call: Call): readonly [string, string] {
  const { id, session = 's', tool = 'Bash', minute = 0, failed = false } = call;
  const atMs = firstMs + minute * 60_000;
  const common = { sessionId: session, cwd: call.cwd ?? '/home/user/shop', version: '2.1.200', isSidechain: false };
  const use = { type: 'tool_use', id: `toolu_${id}`, name: tool, input: {} };
  const usage = { input_tokens: 10, output_tokens: 3, cache_read_input_tokens: 5, cache_creation_input_tokens: 1 };
  const asked = {
    ...common,
    type: 'assistant',
    uuid: `a-${id}`,
    timestamp: call.timestamp ?? new Date(atMs).toISOString(),
    requestId: `req_${id}`,
    message: { id: `msg_${id}`, role: 'assistant', model: 'claude-sonnet-4-5-20250929', content: [use], usage },
  };
  const answered = {
    ...common,
    type: 'user',
    uuid: `u-${id}`,
    timestamp: new Date(atMs + 2000).toISOString(),
    message: {
      role: 'user',
      content: [{ type: 'tool_result', tool_use_id: use.id, content: 'text', is_error: failed }],
    },
  };
  return [JSON.stringify(asked), JSON.stringify(answered)];
}

/** Whole lines of whole calls. */
export function callLines(...calls: readonly Call[]): string {
  return calls
    .flatMap(callRecords)
    .map((record) => `${record}\n`)
    .join('');
}
