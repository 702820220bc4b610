import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { callRecords } from './transcript-lines.ts';

type TranscriptFolder = {
  readonly sessions: number;
  /** Calls per session; every fifth fails and every seventh line cannot be read. */
  readonly calls: number;
};

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
  const records = callRecords({
    id,
    session: `session-${session}`,
    tool: ['Bash', 'Read', 'Edit'][call % 3] ?? 'Bash',
    minute: session * 60 + call / 2,
    failed: call % 5 === 0,
  });
  return [...records, ...(call % 7 === 0 ? [`{"type":"assistant", ${id}`] : [])];
}
