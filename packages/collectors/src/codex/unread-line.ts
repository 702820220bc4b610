import type { SourceLine } from '../source-line.ts';

const headBytes = 256;
const head =
  /^\{"timestamp":\s?"[^"]*",\s?(?:"ordinal":\s?\d+,\s?)?"type":\s?"(\w+)",\s?"payload":\s?\{\s?"type":\s?"(\w+)"/;
const unread: ReadonlySet<string> = new Set([
  'response_item/reasoning',
  'event_msg/agent_message',
  'event_msg/agent_reasoning',
  'event_msg/user_message',
  'event_msg/agent_reasoning_raw_content',
  'event_msg/agent_reasoning_section_break',
  'event_msg/web_search_end',
  'event_msg/patch_apply_end',
  'event_msg/thread_settings_applied',
  'event_msg/context_compacted',
]);
const glue = Buffer.from('}{');
const closeBrace = 0x7d;

/**
 * Whether a line is of a kind that says nothing about calls, tokens or sessions, seen from its first bytes. Such lines
 * are most of a rollout's bytes; a line that could hold a second record is always read.
 */
export function isUnreadLine(line: SourceLine): boolean {
  const { bytes, start, end } = line;
  // A record ends with the brace of its payload and its own; one that was cut in between does not.
  if (end - start < 2 || bytes[end - 1] !== closeBrace || bytes[end - 2] !== closeBrace) return false;
  const match = head.exec(bytes.toString('latin1', start, Math.min(end, start + headBytes)));
  if (match === null || !unread.has(`${match[1]}/${match[2]}`)) return false;
  // Within the line only: the buffer goes on for a megabyte.
  return !bytes.subarray(start, end).includes(glue);
}
