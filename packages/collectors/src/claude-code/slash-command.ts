import { cleanText } from '../clean-text.ts';

/**
 * Name of the slash command that a message is, with its leading `/`; `undefined` when the message is none.
 *
 * @example
 * slashCommandOf('<command-message>hello</command-message>\n<command-name>/hello</command-name>'); // '/hello'
 */
export function slashCommandOf(text: string): string | undefined {
  const start = text.trimStart();
  if (!start.startsWith('<command-name>') && !start.startsWith('<command-message>')) return undefined;
  const from = start.indexOf('<command-name>');
  const to = start.indexOf('</command-name>', from);
  if (from < 0 || to < 0) return undefined;
  const name = cleanText(start.slice(from + '<command-name>'.length, to).trim());
  if (name === undefined) return undefined;
  return name.startsWith('/') ? name : `/${name}`;
}
