import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { seededRandom } from './seeded-random.ts';
import { TranscriptSession } from './transcript-session.ts';
import { TranscriptText } from './transcript-text.ts';

export type CorpusOptions = {
  /** Becomes a `CLAUDE_CONFIG_DIR`: transcripts go to `projects/` in it. */
  readonly folder: string;
  readonly bytes: number;
  readonly files: number;
  readonly seed: number;
};

const firstStartMs = Date.UTC(2026, 0, 5);
const dayMs = 86_400_000;

/**
 * Writes a folder of invented Claude Code transcripts with the line mix and the sizes of real ones. The same options
 * write the same bytes. One file in eight is a subagent's.
 */
export function writeTranscriptCorpus(options: CorpusOptions): readonly string[] {
  const random = seededRandom(options.seed);
  const text = new TranscriptText(random);
  const each = options.bytes / options.files;
  let parent = '';
  return Array.from({ length: options.files }, (_, index) => {
    const isSubagent = index % 8 === 7;
    const agentId = isSubagent ? `a${index.toString(16).padStart(7, '0')}` : undefined;
    const project = `project-${index % 6}`;
    const startMs = firstStartMs + (index % 58) * dayMs + Math.floor(random() * dayMs);
    const session = new TranscriptSession({
      random,
      text,
      startMs,
      project,
      ...(agentId === undefined ? {} : { agentId }),
    });
    const folder = join(options.folder, 'projects', `-home-dev-${project}`);
    if (!isSubagent) parent = join(folder, session.sessionId);
    const path = agentId === undefined ? `${parent}.jsonl` : join(parent, 'subagents', `agent-${agentId}.jsonl`);
    writeSession(path, session, each);
    return path;
  });
}

function writeSession(path: string, session: TranscriptSession, bytes: number): void {
  mkdirSync(dirname(path), { recursive: true });
  const descriptor = openSync(path, 'w');
  let written = writeSync(descriptor, session.opening());
  while (written < bytes) written += writeSync(descriptor, session.turn());
  closeSync(descriptor);
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      folder: { type: 'string' },
      megabytes: { type: 'string', default: '300' },
      files: { type: 'string', default: '58' },
      seed: { type: 'string', default: '1' },
    },
  });
  if (values.folder === undefined) throw new RangeError('transcript-corpus requires --folder');
  const bytes = Number(values.megabytes) * 1e6;
  const files = writeTranscriptCorpus({
    folder: values.folder,
    bytes,
    files: Number(values.files),
    seed: Number(values.seed),
  });
  process.stdout.write(`${files.length} files in ${values.folder}\n`);
}
