import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

type TranscriptFolder = {
  readonly sessions: number;
  /** Calls per session; every fifth fails and every seventh line cannot be read. */
  readonly calls: number;
};

const firstMs = Date.UTC(2026, 1, 10, 8);

/** Writes Claude Code transcripts into `<folder>/projects/…`, in the shape of version 2.1. */
export function writeTranscripts(folder: string, { sessions, calls }: TranscriptFolder): void {
  const project = join(folder, 'projects', '-home-user-shop');
  mkdirSync(project, { recursive: true });
  for (let session = 0; session < sessions; session += 1) {
    const lines = Array.from({ length: calls }, (_, call) => callLines(session, call)).flat();
    writeFileSync(join(project, `session-${session}.jsonl`), `${lines.join('\n')}\n`);
  }
}

function callLines(session: number, call: number): readonly string[] {
  const id = `${session}-${call}`;
  const atMs = firstMs + session * 3_600_000 + call * 30_000;
  const common = { sessionId: `session-${session}`, cwd: '/home/user/shop', version: '2.1.200', isSidechain: false };
  const use = { type: 'tool_use', id: `toolu_${id}`, name: ['Bash', 'Read', 'Edit'][call % 3], input: {} };
  const usage = { input_tokens: 10, output_tokens: call, cache_read_input_tokens: 5, cache_creation_input_tokens: 1 };
  const asked = {
    ...common,
    type: 'assistant',
    uuid: `a-${id}`,
    timestamp: new Date(atMs).toISOString(),
    requestId: `req_${id}`,
    message: { id: `msg_${id}`, role: 'assistant', model: 'claude-sonnet-4-5-20250929', content: [use], usage },
  };
  const answered = {
    ...common,
    type: 'user',
    uuid: `u-${id}`,
    timestamp: new Date(atMs + 1500).toISOString(),
    message: {
      role: 'user',
      content: [{ type: 'tool_result', tool_use_id: use.id, content: 'text', is_error: call % 5 === 0 }],
    },
  };
  return [JSON.stringify(asked), JSON.stringify(answered), ...(call % 7 === 0 ? [`{"type":"assistant", ${id}`] : [])];
}
