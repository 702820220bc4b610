import type { LineCollector } from '../collector.ts';
import { ClaudeCodeParser, claudeCodeSource } from './parse.ts';
import { discoverTranscripts, transcriptFileOf } from './paths.ts';

/** Transcripts of Claude Code: sessions, subagents and workflows, of every version from 1.0. */
export const claudeCodeCollector: LineCollector = {
  form: 'lines',
  source: claudeCodeSource,
  discover: discoverTranscripts,
  open(file, parserState) {
    return new ClaudeCodeParser(transcriptFileOf(file.path), parserState);
  },
};
