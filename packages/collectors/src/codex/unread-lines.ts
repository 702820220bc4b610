import { isUtf8 } from 'node:buffer';
import type { SourceLine } from '../source-line.ts';
import { SourceText } from '../source-text.ts';

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
const noNames: readonly string[] = [''];

/**
 * Tells lines of a kind that says nothing about calls, tokens or sessions by their first bytes; they are most of a
 * rollout's bytes. They are checked to be JSON and not looked into.
 */
export class UnreadLines {
  readonly #text: SourceText = new SourceText();

  /** `false` for a line to be read, and for one that is broken or not UTF-8, whatever its kind. */
  includes(line: SourceLine): boolean {
    const { bytes, start, end } = line;
    const match = head.exec(bytes.toString('latin1', start, Math.min(end, start + headBytes)));
    if (match === null || !unread.has(`${match[1]}/${match[2]}`)) return false;
    if (line.clean !== true && !isUtf8(bytes.subarray(start, end))) return false;
    const text = this.#text;
    text.open(line);
    return text.tape.scan(noNames, text.start, text.end);
  }
}
