/** Why a tool result is an error. Only `tool-error` is a failure of the tool; the others stopped it from outside. */
export type ToolErrorType = 'tool-error' | 'user-rejected' | 'sibling-cancelled' | 'interrupted';

const rejections = [
  "The user doesn't want to proceed with this tool use",
  "The user doesn't want to take this action right now",
];

/**
 * Tells apart what Claude Code marks with `is_error`.
 *
 * @param text - text of the result's content
 * @param toolUseResult - the record's `toolUseResult` when it is a string
 */
export function toolErrorType(text: string, toolUseResult: string | undefined): ToolErrorType {
  if (toolUseResult === 'User rejected tool use' || rejections.some((start) => text.startsWith(start))) {
    return 'user-rejected';
  }
  if (text.slice(0, 120).includes('Sibling tool call errored')) return 'sibling-cancelled';
  if (text.includes('[Request interrupted by user')) return 'interrupted';
  return 'tool-error';
}

/**
 * Whether the content of a result may say why it was stopped, from its JSON text as latin1: most errors are the tool's
 * own, and their output, which can be long, need not be unescaped.
 */
export function maySayWhy(json: string): boolean {
  return (
    json.includes("The user doesn't want to ") ||
    json.includes('Sibling tool call errored') ||
    json.includes('[Request interrupted by user') ||
    json.includes('\\u')
  );
}

/** Text of a tool result's content: a string, or the text blocks of a list. */
export function resultText(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  const blocks: readonly unknown[] = content;
  return blocks
    .map(textOfBlock)
    .filter((text) => text !== '')
    .join('\n');
}

function textOfBlock(block: unknown): string {
  if (typeof block !== 'object' || block === null || !('text' in block)) return '';
  return typeof block.text === 'string' ? block.text : '';
}
