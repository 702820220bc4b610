import { parseInput, skillEventSchema, SkillsError, type SkillEvent } from '@skills/schema';

/** One line or row of an imported file, 1-based: an event, or why there is none. */
export type ReadEvent = AcceptedLine | RejectedLine;
export type AcceptedLine = { readonly line: number; readonly event: SkillEvent };
export type RejectedLine = { readonly line: number; readonly reason: string };

const longestReason = 500;
// Deeper values overflow the stack of whoever walks them later.
const deepestMetadata = 64;

/** Parses what stood on a line. */
export function toReadEvent(line: number, value: unknown): ReadEvent {
  try {
    const event = parseInput(skillEventSchema, value);
    if (isDeeperThan(event.metadata, deepestMetadata)) {
      return { line, reason: `metadata: nested deeper than ${deepestMetadata} levels` };
    }
    return { line, event };
  } catch (error) {
    if (!(error instanceof SkillsError)) throw error;
    return { line, reason: error.message.slice(0, longestReason) };
  }
}

function isDeeperThan(value: unknown, levels: number): boolean {
  let layer: readonly unknown[] = [value];
  for (let level = 0; level <= levels; level += 1) {
    layer = layer.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []));
    if (layer.length === 0) return false;
  }
  return true;
}
